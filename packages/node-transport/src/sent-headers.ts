/** Headers that `fetch` rejects, because the transport manages the connection. */
const refused: ReadonlySet<string> = new Set(['transfer-encoding', 'keep-alive', 'upgrade', 'expect', 'trailer'])

type GivenHeaders = NonNullable<RequestInit['headers']>

/** Returns the headers to send, with lower-case names. */
export function toSentHeaders(given: GivenHeaders, body: Uint8Array | undefined): Record<string, string> {
  // Without a prototype, so that no header name is special.
  const headers: Record<string, string> = Object.create(null) as Record<string, string>
  for (const [name, value] of isPlain(given) ? Object.entries(given) : new Headers(given)) add(headers, name, value)
  checkTransportHeaders(headers, body)
  headers['accept'] ??= '*/*'
  headers['accept-encoding'] ??= 'identity'
  // As that of `fetch`: firewalls of gateways look for one.
  headers['user-agent'] ??= 'node'
  return headers
}

function add(headers: Record<string, string>, name: string, value: string): void {
  const key = name.toLowerCase()
  const text = String(value)
  // A regular expression would take quadratic time for many spaces inside a value.
  const trimmed = text === text.trim() ? text : (new Headers({ [key]: text }).get(key) ?? '')
  const before = headers[key]
  headers[key] = before === undefined ? trimmed : `${before}, ${trimmed}`
}

/** Validates the transport's headers as `fetch` does: accepts a correct length and `connection: close`, and ignores `host`. */
function checkTransportHeaders(headers: Record<string, string>, body: Uint8Array | undefined): void {
  for (const name in headers) {
    if (refused.has(name)) throw new TypeError(`The header ${name} cannot be set: the transport manages it. Remove it.`)
  }
  const length = body === undefined ? undefined : String(body.byteLength)
  const givenLength = headers['content-length']
  if (givenLength !== undefined && givenLength !== (length ?? '0')) {
    throw new TypeError(
      `The header content-length is ${givenLength}, but the body has ${length ?? 0} bytes. Remove it.`,
    )
  }
  if (length !== undefined) headers['content-length'] = length
  const tokens = headers['connection']?.toLowerCase().split(',') ?? []
  if (!tokens.every((token) => /^\s*[\w!#$%&'*+.^`|~-]+\s*$/.test(token))) {
    throw new TypeError(`The header connection is ${JSON.stringify(headers['connection'])}, which HTTP does not allow.`)
  }
  delete headers['connection']
  if (tokens.some((token) => token.trim() === 'close')) headers['connection'] = 'close'
  delete headers['host']
}

/** Returns whether the headers are a plain object, which needs no `Headers` instance. */
function isPlain(headers: GivenHeaders): headers is Record<string, string> {
  return Object.getPrototypeOf(headers) === Object.prototype
}
