import { hasBlockedPort } from './blocked-ports.ts'
import { toSentHeaders } from './sent-headers.ts'

/** A request in the format of `node:http`. */
export interface SentRequest {
  readonly url: URL
  readonly method: string
  readonly headers: Record<string, string>
  readonly body: Uint8Array | undefined
  readonly signal: AbortSignal | undefined
}

type Body = RequestInit['body'] | ArrayBuffer

/** Methods that `fetch` refuses, and none at all, for which `node:http` would send GET. */
const refusedMethods: ReadonlySet<string> = new Set(['CONNECT', 'TRACE', 'TRACK', ''])

/** Returns whether it is a `Request`, which itself would load undici. */
export function isRequest(input: string | URL | Request): input is Request {
  return typeof input !== 'string' && !(input instanceof URL) && input instanceof Request
}

/** Converts the arguments of `fetch`; `given` is the body of either. */
export function toSentRequest(input: string | URL | Request, init: RequestInit, given: Body): SentRequest {
  const request = isRequest(input) ? input : undefined
  const url = new URL(request?.url ?? (input as string | URL))
  // Also an empty fragment, which `hash` does not show.
  url.hash = ''
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new TypeError('fetch failed', { cause: new Error(`unknown scheme ${url.protocol}`) })
  }
  if (hasBlockedPort(url)) throw new TypeError('fetch failed', { cause: new Error('bad port') })
  if (url.username !== '' || url.password !== '')
    throw new TypeError('The URL contains credentials. Remove them, and set an authorization header.')
  const method = (init.method ?? request?.method ?? 'GET').toUpperCase()
  if (refusedMethods.has(method))
    throw new TypeError(`The method "${method}" cannot be used. Use another, such as POST.`)
  const body = given === undefined || given === null ? undefined : bytesOf(given)
  if (body !== undefined && (method === 'GET' || method === 'HEAD')) {
    throw new TypeError(`A ${method} request has no body. Remove it, or use another method.`)
  }
  const headers = toSentHeaders(init.headers ?? request?.headers ?? {}, body)
  if (typeof given === 'string') headers['content-type'] ??= 'text/plain;charset=UTF-8'
  // `null` is no signal, also where the request has one.
  const signal = init.signal === undefined ? request?.signal : (init.signal ?? undefined)
  if (signal !== undefined && typeof signal.throwIfAborted !== 'function') {
    throw new TypeError('The signal is not an AbortSignal. Pass `controller.signal`.')
  }
  return { url, method, headers, body, signal }
}

/** Encodes text, because Node would write it and the headers with the same encoding, but headers use Latin-1. */
function bytesOf(body: NonNullable<RequestInit['body']>): Uint8Array {
  if (typeof body === 'string') return Buffer.from(body)
  // Not `instanceof`, because a buffer may come from another context, for example in Jest.
  if (Object.prototype.toString.call(body) === '[object ArrayBuffer]') return new Uint8Array(body as ArrayBuffer)
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength)
  throw new TypeError('The body must be text or bytes. Pass a string, an ArrayBuffer or a typed array.')
}
