import type { ChatChunk } from '../messages/chat.ts'

/** Chunks of an answer, all of one network read at a time. */
export type Batch = readonly ChatChunk[]

/** Where batches come from. */
export interface BatchSource {
  /** The caller's own. */
  readonly signal: AbortSignal | undefined
  /** Waits for the next batch; `undefined` after the last, and once the source was cancelled. */
  next(): Promise<Batch | undefined>
  /** Ends it at once, also while a batch is awaited. */
  cancel(): void
}

/** Gives a stream piece by piece. */
export function chunkByChunk(stream: BatchSource): AsyncGenerator<ChatChunk, void, undefined> {
  return new Chunks(stream) as unknown as AsyncGenerator<ChatChunk, void, undefined>
}

/** Gives a stream in batches: all pieces of one network read at a time. */
export function batchByBatch(stream: BatchSource): AsyncGenerator<Batch, void, undefined> {
  return new Batches(stream) as unknown as AsyncGenerator<Batch, void, undefined>
}

type Result<T> = IteratorResult<T, void>

/** Not every runtime has this symbol, and not every library of types. */
const asyncDispose: symbol = (Symbol as { readonly asyncDispose?: symbol }).asyncDispose ?? Symbol('asyncDispose')

/**
 * What an async generator would be, written by hand for two reasons. A generator costs more per piece than everything else
 * that is done to it but `JSON.parse`; and it cannot be left while it waits, where leaving this one ends the wait.
 */
abstract class StreamIterator<T> {
  readonly #stream: BatchSource
  /** Steps that wait for the network, or for such a step before them. */
  #waiting = 0
  #isCancelled = false
  #lastStep: Promise<unknown> = Promise.resolve()

  constructor(stream: BatchSource) {
    this.#stream = stream
  }

  /** Takes a batch, and gives what is first of it. */
  protected abstract take(batch: Batch): T | undefined

  /** Gives the next of what was taken. */
  protected abstract rest(): T | undefined

  /** Forgets what was taken. */
  protected abstract forget(): void

  next(): Promise<Result<T>> {
    const isReady = this.#waiting === 0 && !this.#stream.signal?.aborted
    const value = isReady ? this.rest() : undefined
    return value === undefined ? this.#inTurn(this.#step) : Promise.resolve({ done: false, value })
  }

  return(value?: void | PromiseLike<void>): Promise<Result<T>> {
    // Not in turn: it is what ends a step that waits for the network.
    this.#cancel()
    return this.#inTurn(async () => ({ done: true, value: await value }))
  }

  throw(error: unknown): Promise<Result<T>> {
    this.#cancel()
    return this.#inTurn(async () => {
      throw error
    })
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async [asyncDispose](): Promise<void> {
    await this.return()
  }

  readonly #step = async (): Promise<Result<T>> => {
    let value = this.rest()
    while (value === undefined) {
      const batch = await this.#stream.next()
      // One who has left gets nothing any more, also of what had come by then.
      if (batch === undefined || this.#isCancelled) return { done: true, value: undefined }
      value = this.take(batch)
    }
    if (!this.#stream.signal?.aborted) return { done: false, value }
    this.#cancel()
    throw this.#stream.signal.reason
  }

  #cancel(): void {
    this.#isCancelled = true
    this.forget()
    this.#stream.cancel()
  }

  /** Steps are taken one after the other, also when they are asked for all at once. */
  #inTurn(step: () => Promise<Result<T>>): Promise<Result<T>> {
    const taken = this.#waiting === 0 ? step() : this.#lastStep.then(step, step)
    this.#waiting += 1
    this.#lastStep = taken
    taken.then(this.#taken, this.#taken)
    return taken
  }

  readonly #taken = (): void => {
    this.#waiting -= 1
  }
}

const nothing: Batch = []

class Chunks extends StreamIterator<ChatChunk> {
  #batch = nothing
  #place = 0

  protected take(batch: Batch): ChatChunk | undefined {
    this.#batch = batch
    this.#place = 1
    return batch[0]
  }

  protected rest(): ChatChunk | undefined {
    const chunk = this.#batch[this.#place]
    if (chunk !== undefined) this.#place += 1
    // What has been given away is not to be held while the next is waited for.
    else this.#batch = nothing
    return chunk
  }

  protected forget(): void {
    this.#batch = nothing
  }
}

class Batches extends StreamIterator<Batch> {
  protected take(batch: Batch): Batch {
    return batch
  }

  protected rest(): undefined {}

  protected forget(): void {}
}
