import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { decoded } from './content-decoding.ts'
import { ignore } from './ignore.ts'
import { ReceivedHeaders } from './received-headers.ts'
import { ReceivedResponse } from './received-response.ts'

/** The request of a response. */
export interface AnsweredRequest {
  readonly url: string
  readonly method: string
  readonly signal: AbortSignal | undefined
  /** The connection's error, if there was one. */
  readonly lost: unknown
}

/** Statuses of responses without a body. */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304])

/** Converts a response to that of `fetch`. */
export function toResponse(incoming: IncomingMessage, request: AnsweredRequest): Response {
  const { statusCode: status = 0, statusMessage: statusText = '', rawHeaders } = incoming
  const headers = new ReceivedHeaders(rawHeaders)
  return new ReceivedResponse(request.url, { status, statusText, headers }, bodyOf(incoming, request))
}

function bodyOf(incoming: IncomingMessage, request: AnsweredRequest): ReadableStream<Uint8Array<ArrayBuffer>> | null {
  // Without a reader, an error must not end the process.
  incoming.on('error', ignore)
  if (bodiless.has(incoming.statusCode ?? 0)) {
    incoming.resume()
    return null
  }
  const bytes = request.method === 'HEAD' ? incoming : decoded(incoming, incoming.headers['content-encoding'])
  return new ReadableStream<Uint8Array<ArrayBuffer>>(new IncomingBody(bytes, request), { highWaterMark: 0 })
}

/**
 * The source of a body's stream. Each read returns all bytes that have arrived; nothing is read ahead. An async iterator would use
 * more memory than everything else here, and a quarter of the time of each read.
 */
class IncomingBody implements UnderlyingDefaultSource<Uint8Array<ArrayBuffer>> {
  readonly #bytes: Readable
  readonly #request: AnsweredRequest
  #controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | undefined
  #isWaiting = false

  constructor(bytes: Readable, request: AnsweredRequest) {
    this.#bytes = bytes
    this.#request = request
  }

  start(controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>): void {
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
    // A body that has arrived completely still emits `end`, and closing a cancelled stream would throw.
    this.#controller = undefined
    this.#bytes.destroy()
  }

  readonly #deliver = (): void => {
    if (!this.#isWaiting) return
    if (this.#request.signal?.aborted) return this.#fail(undefined)
    const chunk = this.#bytes.read() as Uint8Array<ArrayBuffer> | null
    if (chunk === null) return
    this.#isWaiting = false
    this.#controller?.enqueue(chunk)
  }

  readonly #end = (): void => {
    if (this.#request.signal?.aborted) this.#fail(undefined)
    else this.#controller?.close()
  }

  readonly #fail = (error: unknown): void => {
    const { signal, lost } = this.#request
    this.#controller?.error(signal?.aborted ? signal.reason : new TypeError('terminated', { cause: lost ?? error }))
  }
}
