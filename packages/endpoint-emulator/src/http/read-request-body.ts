import type { IncomingMessage } from 'node:http'

/**
 * Reads a body up to a limit. If it is longer, returns `undefined` at once and discards the rest, because a client that is
 * still sending would lose the response if its connection were closed.
 */
export async function readBody(source: IncomingMessage | Request, limit: number): Promise<Uint8Array | undefined> {
  const body = new GrowingBuffer(limit)
  const reading = source instanceof Request ? readStream(body, source.body) : readSocket(body, source)
  const claimed = source instanceof Request ? 0 : Number(source.headers['content-length'] ?? 0)
  await Promise.race([reading, claimed > limit ? undefined : body.overflow])
  return claimed > limit || body.overflowed ? undefined : body.bytes()
}

async function readSocket(body: GrowingBuffer, incoming: IncomingMessage): Promise<void> {
  for await (const chunk of incoming) body.add(chunk as Uint8Array)
}

/** Cancels a stream that is longer than the limit: no connection depends on it. */
async function readStream(body: GrowingBuffer, stream: ReadableStream<Uint8Array> | null): Promise<void> {
  for await (const chunk of stream ?? []) {
    body.add(chunk)
    if (body.overflowed) return
  }
}

/** Joins chunks as they arrive: keeping a body as one-byte chunks would take a hundred times its length in memory. */
class GrowingBuffer {
  overflowed = false
  /** Resolves when there are more bytes than the limit. */
  readonly overflow: Promise<void>
  readonly #limit: number
  readonly #announceOverflow: () => void
  #buffer = Buffer.allocUnsafe(16 * 1024)
  #length = 0

  constructor(limit: number) {
    this.#limit = limit
    const { promise, resolve } = Promise.withResolvers<void>()
    this.overflow = promise
    this.#announceOverflow = resolve
  }

  add(chunk: Uint8Array): void {
    if (this.overflowed || this.#length + chunk.length > this.#limit) return this.#overflow()
    const needed = this.#length + chunk.length
    if (needed > this.#buffer.length) this.#grow(needed)
    this.#buffer.set(chunk, this.#length)
    this.#length = needed
  }

  bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.#length)
  }

  #grow(needed: number): void {
    const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.#buffer.length))
    this.#buffer.copy(larger, 0, 0, this.#length)
    this.#buffer = larger
  }

  #overflow(): void {
    this.overflowed = true
    this.#announceOverflow()
    this.#buffer = Buffer.alloc(0)
    this.#length = 0
  }
}
