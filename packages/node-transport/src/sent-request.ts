import { hasBlockedPort } from './blocked-ports.ts'
import { toSentHeaders } from './sent-headers.ts'

/** A request in the words of `node:http`. */
export interface SentRequest {
  readonly url: URL
  readonly method: string
  readonly headers: Record<string, string>
  readonly body: Uint8Array | undefined
  readonly signal: AbortSignal | undefined
}

/** Reads what `fetch` is called with. */
export async function toSentRequest(input: string | URL | Request, init: RequestInit = {}): Promise<SentRequest> {
  const request = input instanceof Request ? input : undefined
  const url = new URL(request?.url ?? (input as string | URL))
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new TypeError('fetch failed', { cause: new Error(`unknown scheme ${url.protocol}`) })
  }
  if (hasBlockedPort(url)) throw new TypeError('fetch failed', { cause: new Error('bad port') })
  if (url.username !== '' || url.password !== '') throw new TypeError('A URL with credentials is not taken.')
  const method = (init.method ?? request?.method ?? 'GET').toUpperCase()
  const given = init.body ?? (request?.body ? await request.arrayBuffer() : undefined)
  const body = given === undefined ? undefined : bytesOf(given)
  if (body !== undefined && (method === 'GET' || method === 'HEAD')) {
    throw new TypeError(`A ${method} request has no body.`)
  }
  const headers = toSentHeaders(init.headers ?? request?.headers, body)
  if (typeof given === 'string') headers['content-type'] ??= 'text/plain;charset=UTF-8'
  return { url, method, headers, body, signal: init.signal ?? request?.signal }
}

/** Text goes out as bytes: Node would write text and headers in one encoding, and theirs is another. */
function bytesOf(body: NonNullable<RequestInit['body']>): Uint8Array {
  if (typeof body === 'string') return Buffer.from(body)
  if (body instanceof ArrayBuffer) return new Uint8Array(body)
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength)
  throw new TypeError('The body has to be text or bytes.')
}
