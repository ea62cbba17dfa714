import type { ChatChunk } from './chat.ts'

type Batches = AsyncGenerator<readonly ChatChunk[], void, undefined>
type Result = IteratorResult<ChatChunk, void>

/** Gives batches piece by piece. */
export function chunkByChunk(
  batches: Batches,
  signal: AbortSignal | undefined,
): AsyncGenerator<ChatChunk, void, undefined> {
  return new ChunkByChunk(batches, signal) as unknown as AsyncGenerator<ChatChunk, void, undefined>
}

/** Not every runtime has this symbol, and not every library of types. */
const asyncDispose: symbol = (Symbol as { readonly asyncDispose?: symbol }).asyncDispose ?? Symbol('asyncDispose')

const nothing: readonly ChatChunk[] = []

/**
 * What an async generator with a loop in a loop would be. It is written by hand because such a generator costs more per piece
 * than everything else that is done to it but `JSON.parse`.
 */
class ChunkByChunk {
  readonly #batches: Batches
  readonly #signal: AbortSignal | undefined
  #batch: readonly ChatChunk[] = nothing
  #place = 0
  /** Steps that wait for the network, or for such a step before them. */
  #waiting = 0
  #lastStep: Promise<unknown> = Promise.resolve()

  constructor(batches: Batches, signal: AbortSignal | undefined) {
    this.#batches = batches
    this.#signal = signal
  }

  next(): Promise<Result> {
    const value = this.#batch[this.#place]
    if (value === undefined || this.#waiting > 0 || this.#signal?.aborted) return this.#inTurn(() => this.#step())
    this.#place += 1
    return Promise.resolve({ done: false, value })
  }

  return(value?: void | PromiseLike<void>): Promise<Result> {
    // Not in turn: it is what ends a step that waits for the network.
    const ended = this.#end()
    return this.#inTurn(async () => {
      await ended
      return { done: true, value: await value }
    })
  }

  throw(error: unknown): Promise<Result> {
    const ended = this.#end()
    return this.#inTurn(async () => {
      await ended
      throw error
    })
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async [asyncDispose](): Promise<void> {
    await this.return()
  }

  async #step(): Promise<Result> {
    while (this.#place >= this.#batch.length) {
      // What has been given away is not to be held while the next is waited for.
      this.#batch = nothing
      const { done, value } = await this.#batches.next()
      if (done) return { done, value }
      this.#batch = value
      this.#place = 0
    }
    if (this.#signal?.aborted) {
      await this.#end()
      throw this.#signal.reason
    }
    const value = this.#batch[this.#place++]
    return value === undefined ? { done: true, value } : { done: false, value }
  }

  async #end(): Promise<void> {
    this.#batch = nothing
    await this.#batches.return()
  }

  /** Steps are taken one after the other, also when they are asked for all at once. */
  #inTurn(step: () => Promise<Result>): Promise<Result> {
    this.#waiting += 1
    const taken = this.#waiting === 1 ? step() : this.#lastStep.then(step)
    this.#lastStep = taken.then(
      () => void (this.#waiting -= 1),
      () => void (this.#waiting -= 1),
    )
    return taken
  }
}
