/** A request in the words of `node:http`. */
export interface SentRequest {
  readonly url: URL
  readonly method: string
  readonly headers: Record<string, string>
  readonly body: string | Uint8Array | undefined
  readonly signal: AbortSignal | undefined
}

/** Reads what `fetch` is called with. */
export async function toSentRequest(input: string | URL | Request, init: RequestInit = {}): Promise<SentRequest> {
  const request = input instanceof Request ? input : undefined
  const body = init.body ?? (request?.body ? new Uint8Array(await request.arrayBuffer()) : undefined)
  if (body !== undefined && typeof body !== 'string' && !(body instanceof Uint8Array)) {
    throw new TypeError('The body has to be text or a Uint8Array.')
  }
  const url = new URL(request?.url ?? (input as string | URL))
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new TypeError('fetch failed', { cause: new Error(`unknown scheme ${url.protocol}`) })
  }
  if (url.username !== '' || url.password !== '') throw new TypeError('A URL with credentials is not taken.')
  const method = init.method ?? request?.method ?? 'GET'
  return {
    url,
    method: method.toUpperCase(),
    headers: headersOf(init.headers ?? request?.headers, body),
    body,
    signal: init.signal ?? request?.signal,
  }
}

function headersOf(given: RequestInit['headers'], body: string | Uint8Array | undefined): Record<string, string> {
  const headers: Record<string, string> = { accept: '*/*', 'accept-encoding': 'identity' }
  for (const [name, value] of isPlain(given) ? Object.entries(given) : new Headers(given)) {
    headers[name.toLowerCase()] = value
  }
  if (typeof body === 'string') headers['content-type'] ??= 'text/plain;charset=UTF-8'
  if (body !== undefined) headers['content-length'] = String(Buffer.byteLength(body))
  return headers
}

/** Tells the ordinary form, for which no `Headers` has to be made. */
function isPlain(headers: RequestInit['headers']): headers is Record<string, string> {
  return headers !== undefined && Object.getPrototypeOf(headers) === Object.prototype
}
