import type { SignedHeaders } from './authorization.ts'
import { ConfigurationError } from '../errors/configuration-error.ts'
import { checkRecord } from '../errors/check-record.ts'

type GivenHeaders = Readonly<Record<string, string | undefined>> | undefined

/** Builds the headers of one attempt, as a plain object since fetch converts it anyway. Later headers override earlier ones. */
export function requestHeaders(
  accept: string,
  authorization: SignedHeaders,
  given: readonly GivenHeaders[],
): Record<string, string> {
  const headers: Record<string, string> = { 'content-type': 'application/json', accept, ...authorization }
  for (const more of given) {
    for (const name in more) {
      // Only what `checkHeaders` has seen, and whose secrets are known.
      if (!Object.hasOwn(more, name)) continue
      const value = more[name]
      if (value === undefined) delete headers[name.toLowerCase()]
      else headers[name.toLowerCase()] = value.trim()
    }
  }
  return headers
}

/** Headers that describe the connection or the transfer of the body; only the transport can set them correctly. */
const managedByTransport: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'http2-settings',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** Checks header names and values before any request. Messages do not show values, since one may be a key. */
export function checkHeaders(given: unknown): void {
  checkRecord('headers', given, 'names and string values')
  for (const [name, value] of Object.entries(given ?? {}) as [string, unknown][]) {
    if (!/^[\w!#$%&'*+\-.^`|~]+$/.test(name)) {
      throw new ConfigurationError(`The header ${shownName(name)} has a name that is not valid in HTTP.`, {
        setting: 'headers',
      })
    }
    if (managedByTransport.has(name.toLowerCase())) {
      throw new ConfigurationError(
        `The header \`${name}\` is managed by the connection and cannot be set. Remove it from \`headers\`; to change how connections are made, pass your own \`fetch\`.`,
        { setting: 'headers' },
      )
    }
    if (value === undefined) continue
    if (typeof value !== 'string' || !/^[\t\x20-\x7E\x80-\xFF]*$/.test(value.trim())) {
      throw new ConfigurationError(`The header ${shownName(name)} has a value that is not valid in HTTP.`, {
        setting: 'headers',
      })
    }
  }
}

/** Shows the valid start of a name: behind it may be a value that got there by mistake. */
function shownName(name: string): string {
  const valid = /^[\w-]*/.exec(name)?.[0].slice(0, 40) ?? ''
  return `"${valid}${valid === name ? '' : '…'}"`
}
