import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { decoded } from './content-decoding.ts'
import type { SentRequest } from './sent-request.ts'

/** Statuses of responses without a body. */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304])

/** Converts a response to that of `fetch`. `lostBy` returns the connection's error, if there was one. */
export function toResponse(incoming: IncomingMessage, request: SentRequest, lostBy: () => unknown): Response {
  // Without a reader, an error must not end the process.
  incoming.on('error', () => {})
  const { statusCode: status = 0, statusMessage: statusText = '', rawHeaders } = incoming
  const response = new Response(bodyOf(incoming, request, lostBy), { status, statusText })
  for (let index = 0; index < rawHeaders.length; index += 2) {
    // In lower case, as `fetch` has them also where headers are printed.
    response.headers.append((rawHeaders[index] ?? '').toLowerCase(), rawHeaders[index + 1] ?? '')
  }
  return response
}

function bodyOf(
  incoming: IncomingMessage,
  { method, signal }: SentRequest,
  lostBy: () => unknown,
): ReadableStream<Uint8Array> | null {
  if (bodiless.has(incoming.statusCode ?? 0)) {
    incoming.resume()
    return null
  }
  const bytes = method === 'HEAD' ? incoming : decoded(incoming, incoming.headers['content-encoding'])
  return toBody(bytes, signal, lostBy)
}

/** Each read returns all bytes that have arrived; nothing is read ahead. */
function toBody(bytes: Readable, signal: SentRequest['signal'], lostBy: () => unknown): ReadableStream<Uint8Array> {
  let controller: ReadableStreamDefaultController<Uint8Array>
  let isWaiting: boolean
  const fail = (error: unknown): void => {
    controller.error(signal?.aborted ? signal.reason : new TypeError('terminated', { cause: lostBy() ?? error }))
  }
  const deliver = (): void => {
    if (!isWaiting) return
    if (signal?.aborted) return fail(undefined)
    const chunk = bytes.read() as Uint8Array | null
    if (chunk === null) return
    isWaiting = false
    controller.enqueue(chunk)
  }
  // An async iterator would use more memory than everything else here, and a quarter of the time of each read.
  const listen = (): void => {
    bytes.on('readable', deliver).on('error', fail)
    bytes.on('end', () => (signal?.aborted ? fail(undefined) : controller.close()))
  }
  return new ReadableStream<Uint8Array>(
    {
      start: (given) => void (controller = given),
      pull() {
        isWaiting = true
        if (bytes.listenerCount('readable') === 0) listen()
        if (bytes.destroyed) fail(bytes.errored)
        else deliver()
      },
      cancel: () => void bytes.destroy(),
    },
    { highWaterMark: 0 },
  )
}
