import type { IncomingMessage } from 'node:http'

/** Reads a body up to a limit. If it is longer, discards the rest, so that the client reads the response, and returns `undefined`. */
export async function readBody(source: IncomingMessage | Request, limit: number): Promise<Uint8Array | undefined> {
  const claimed = source instanceof Request ? 0 : Number(source.headers['content-length'] ?? 0)
  const body = new GrowingBuffer(limit)
  const reading = readInto(body, source instanceof Request ? source.body : source)
  if (claimed > limit) await Promise.race([reading.catch(() => undefined), uploadGracePeriod()])
  else await reading
  return claimed > limit || body.overflowed ? undefined : body.bytes()
}

async function readInto(body: GrowingBuffer, stream: AsyncIterable<Uint8Array> | null): Promise<void> {
  for await (const chunk of stream ?? []) body.add(chunk)
}

/** Limits the wait for a body that was announced as too long and may never be sent. */
function uploadGracePeriod(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, uploadGraceMs).unref())
}

const uploadGraceMs = 5_000

/** Joins chunks as they arrive: keeping a body as one-byte chunks would take a hundred times its length in memory. */
class GrowingBuffer {
  overflowed = false
  readonly #limit: number
  #buffer = Buffer.allocUnsafe(16 * 1024)
  #length = 0

  constructor(limit: number) {
    this.#limit = limit
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
    this.#buffer = Buffer.alloc(0)
    this.#length = 0
  }
}
