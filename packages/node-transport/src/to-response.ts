import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { decoded } from './content-decoding.ts'
import type { SentRequest } from './sent-request.ts'

/** Statuses whose answers have no body. */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304])

/** Converts an answer to what `fetch` gives. `lostBy` tells the error of the connection, once it has one. */
export function toResponse(incoming: IncomingMessage, request: SentRequest, lostBy: () => unknown): Response {
  // What goes wrong when nobody reads must not end the process.
  incoming.on('error', () => {})
  const { statusCode: status = 0, statusMessage: statusText = '', rawHeaders } = incoming
  const headers = new Headers()
  for (let index = 0; index < rawHeaders.length; index += 2) {
    // In lower case, as `fetch` has them also where headers are printed.
    headers.append((rawHeaders[index] ?? '').toLowerCase(), rawHeaders[index + 1] ?? '')
  }
  if (bodiless.has(status)) {
    incoming.resume()
    return new Response(null, { status, statusText, headers })
  }
  const bytes = request.method === 'HEAD' ? incoming : decoded(incoming, headers.get('content-encoding'))
  return new Response(toBody(bytes, request.signal, lostBy), { status, statusText, headers })
}

/** One read gives all bytes that are here; nothing is read ahead of the reader. */
function toBody(bytes: Readable, signal: SentRequest['signal'], lostBy: () => unknown): ReadableStream<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = bytes[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await chunks.next()
          signal?.throwIfAborted()
          if (done) controller.close()
          else controller.enqueue(value)
        } catch (error) {
          throw signal?.aborted ? signal.reason : new TypeError('terminated', { cause: lostBy() ?? error })
        }
      },
      cancel: () => void bytes.destroy(),
    },
    { highWaterMark: 0 },
  )
}
