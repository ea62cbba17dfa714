import type { IncomingMessage } from 'node:http'
import { type Duplex, pipeline, type Readable } from 'node:stream'
import { constants, createBrotliDecompress, createInflate, createUnzip } from 'node:zlib'

/** Statuses whose answers have no body. */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304])

/** Gives an answer as `fetch` gives it. */
export function toResponse(incoming: IncomingMessage, signal: AbortSignal | undefined): Response {
  // What goes wrong when nobody reads must not end the process.
  incoming.on('error', () => {})
  const { statusCode: status = 0, statusMessage: statusText = '', rawHeaders } = incoming
  const headers = new Headers()
  for (let index = 0; index < rawHeaders.length; index += 2) {
    headers.append(rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '')
  }
  if (!bodiless.has(status)) return new Response(toBody(decoded(incoming), signal), { status, statusText, headers })
  incoming.resume()
  return new Response(null, { status, statusText, headers })
}

/** One read gives all bytes that are here; nothing is read ahead of the reader. */
function toBody(bytes: Readable, signal: AbortSignal | undefined): ReadableStream<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = bytes[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await chunks.next()
          signal?.throwIfAborted()
          if (done) controller.close()
          else controller.enqueue(value)
        } catch (cause) {
          throw signal?.aborted ? signal.reason : new TypeError('terminated', { cause })
        }
      },
      cancel: () => void bytes.destroy(),
    },
    { highWaterMark: 0 },
  )
}

/** Undoes a compression that was not asked for. */
function decoded(incoming: IncomingMessage): Readable {
  const encoding = incoming.headers['content-encoding']?.toLowerCase() ?? 'identity'
  if (encoding === 'identity') return incoming
  const decoder = decoders.get(encoding)
  if (decoder === undefined) throw new Error(`unknown content-encoding ${encoding}`)
  return pipeline(incoming, decoder(), () => {})
}

/** What has come is given at once, and an end that zlib misses is none that the connection would not tell of: as `fetch` has it. */
const zlib = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH }
const brotli = { flush: constants.BROTLI_OPERATION_FLUSH, finishFlush: constants.BROTLI_OPERATION_FLUSH }

const decoders: ReadonlyMap<string, () => Duplex> = new Map<string, () => Duplex>([
  ['gzip', () => createUnzip(zlib)],
  ['x-gzip', () => createUnzip(zlib)],
  ['deflate', () => createInflate(zlib)],
  ['br', () => createBrotliDecompress(brotli)],
])
