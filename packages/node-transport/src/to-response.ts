import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { decoded } from './content-decoding.ts'
import type { Exchange } from './exchange.ts'
import { ignore } from './ignore.ts'

/** Statuses of responses without a body. */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304])

/** Converts a response to that of `fetch`. */
export function toResponse(incoming: IncomingMessage, exchange: Exchange): Response {
  const { statusCode: status = 0, statusMessage: statusText = '', rawHeaders } = incoming
  const response = new Response(bodyOf(incoming, exchange), { status, statusText })
  for (let index = 0; index < rawHeaders.length; index += 2) {
    // In lower case, as `fetch` has them also where headers are printed.
    response.headers.append((rawHeaders[index] ?? '').toLowerCase(), rawHeaders[index + 1] ?? '')
  }
  return response
}

function bodyOf(incoming: IncomingMessage, exchange: Exchange): ReadableStream<Uint8Array> | null {
  // Without a reader, an error must not end the process.
  incoming.on('error', ignore)
  if (bodiless.has(incoming.statusCode ?? 0)) {
    incoming.resume()
    return null
  }
  const bytes = exchange.method === 'HEAD' ? incoming : decoded(incoming, incoming.headers['content-encoding'])
  return new ReadableStream<Uint8Array>(new IncomingBody(bytes, exchange), { highWaterMark: 0 })
}

/**
 * The source of a body's stream. Each read returns all bytes that have arrived; nothing is read ahead. An async iterator would use
 * more memory than everything else here, and a quarter of the time of each read.
 */
class IncomingBody implements UnderlyingDefaultSource<Uint8Array> {
  readonly #bytes: Readable
  readonly #exchange: Exchange
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined
  #isWaiting = false

  constructor(bytes: Readable, exchange: Exchange) {
    this.#bytes = bytes
    this.#exchange = exchange
  }

  start(controller: ReadableStreamDefaultController<Uint8Array>): void {
    this.#controller = controller
  }

  pull(): void {
    const bytes = this.#bytes
    this.#isWaiting = true
    if (bytes.listenerCount('readable') === 0) {
      bytes.on('readable', this.#deliver).on('error', this.#fail).on('end', this.#end)
    }
    if (bytes.destroyed) this.#fail(bytes.errored)
    else this.#deliver()
  }

  cancel(): void {
    this.#bytes.destroy()
  }

  readonly #deliver = (): void => {
    if (!this.#isWaiting) return
    if (this.#exchange.signal?.aborted) return this.#fail(undefined)
    const chunk = this.#bytes.read() as Uint8Array | null
    if (chunk === null) return
    this.#isWaiting = false
    this.#controller?.enqueue(chunk)
  }

  readonly #end = (): void => {
    if (this.#exchange.signal?.aborted) this.#fail(undefined)
    else this.#controller?.close()
  }

  readonly #fail = (error: unknown): void => {
    const { signal, lost } = this.#exchange
    this.#controller?.error(signal?.aborted ? signal.reason : new TypeError('terminated', { cause: lost ?? error }))
  }
}
