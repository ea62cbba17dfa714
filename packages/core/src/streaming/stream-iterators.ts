import type { ChatChunk } from '../messages/chat-response.ts'

/** The chunks of one network read. */
export type Batch = readonly ChatChunk[]

/** A source of batches. */
export interface BatchSource {
  /** The caller's signal. */
  readonly signal: AbortSignal | undefined
  /** The batches after the first; undefined until the source is open, and once it is over. */
  readonly opened: OpenBatches | undefined
  /** Opens the source and waits for the first batch; `undefined` if there is none, and once the source is over. */
  open(): Promise<Batch | undefined>
  /** Ends the source at once, even while a batch is awaited. */
  cancel(): void
}

/** The batches of an open source. Each is waited for and taken in two steps, so that an open stream holds one promise less. */
export interface OpenBatches {
  /** Waits for data: pass the result to `received`, or the error to `lost`. */
  pull(): Promise<ReadableStreamReadResult<Uint8Array>>
  /** Returns the next batch; `undefined` after the last. */
  received(result: ReadableStreamReadResult<Uint8Array>): Batch | undefined | Promise<Batch | undefined>
  /** Returns what has arrived before the error, or rejects with it. */
  lost(error: unknown): Promise<Batch | undefined>
}

/** Iterates over a stream chunk by chunk. */
export function chunkByChunk(stream: BatchSource): AsyncGenerator<ChatChunk, void, undefined> {
  return new Chunks(stream) as unknown as AsyncGenerator<ChatChunk, void, undefined>
}

/** Iterates over a stream batch by batch: all chunks of one network read at a time. */
export function batchByBatch(stream: BatchSource): AsyncGenerator<Batch, void, undefined> {
  return new Batches(stream) as unknown as AsyncGenerator<Batch, void, undefined>
}

type Result<T> = IteratorResult<T, void>

/** Not all runtimes and type libraries have this symbol. */
const asyncDispose: symbol = (Symbol as { readonly asyncDispose?: symbol }).asyncDispose ?? Symbol('asyncDispose')

/**
 * Replaces an async generator, for two reasons. A generator takes more time per chunk than all other processing except
 * `JSON.parse`; and a pending generator cannot be cancelled, while `return` of this iterator ends the wait.
 */
abstract class StreamIterator<T> {
  readonly #stream: BatchSource
  /** Where the pending step gets its batch. */
  #batches: OpenBatches | undefined
  /** The number of pending steps: the one that waits for the network, and those queued behind it. */
  #pending = 0
  #isCancelled = false
  #lastStep: Promise<unknown> = Promise.resolve()

  constructor(stream: BatchSource) {
    this.#stream = stream
  }

  /** Stores a batch and returns its first value. */
  protected abstract take(batch: Batch): T | undefined

  /** Returns the next value of the stored batch. */
  protected abstract nextInBatch(): T | undefined

  /** Discards the stored batch. */
  protected abstract discard(): void

  next(): Promise<Result<T>> {
    const isReady = this.#pending === 0 && !this.#stream.signal?.aborted
    const value = isReady ? this.nextInBatch() : undefined
    return value === undefined ? this.#enqueueStep() : Promise.resolve({ done: false, value })
  }

  return(value?: void | PromiseLike<void>): Promise<Result<T>> {
    // Not queued: this ends a step that waits for the network.
    this.#cancel()
    return this.#enqueue(async () => {
      try {
        return { done: true, value: await value }
      } finally {
        this.#pending -= 1
      }
    })
  }

  throw(error: unknown): Promise<Result<T>> {
    this.#cancel()
    return this.#enqueue(async () => this.#onError(error))
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async [asyncDispose](): Promise<void> {
    await this.return()
  }

  // Not a part of `next`, which would then allocate a context for every chunk.
  #enqueueStep(): Promise<Result<T>> {
    return this.#enqueue(() => this.#step())
  }

  // Not an async function, which would hold six objects more while it waits, for each open stream.
  #step(): Promise<Result<T>> {
    const value = this.nextInBatch()
    if (value !== undefined) return Promise.resolve(value).then((ready) => this.#settled(ready))
    this.#batches = this.#stream.opened
    if (this.#batches === undefined) return this.#whenReady(this.#stream.open())
    return this.#batches.pull().then(this.#onResult, this.#onLoss)
  }

  readonly #onResult = (result: ReadableStreamReadResult<Uint8Array>): Result<T> | Promise<Result<T>> => {
    const batch = this.#batches?.received(result)
    return batch instanceof Promise ? this.#whenReady(batch) : this.#onBatch(batch)
  }

  readonly #onLoss = (error: unknown): Promise<Result<T>> =>
    this.#batches === undefined ? this.#onError(error) : this.#whenReady(this.#batches.lost(error))

  #whenReady(pending: Promise<Batch | undefined>): Promise<Result<T>> {
    return pending.then(
      (batch) => this.#onBatch(batch),
      (error: unknown) => this.#onError(error),
    )
  }

  #onBatch(batch: Batch | undefined): Result<T> | Promise<Result<T>> {
    // After cancelling, the caller gets nothing more, not even chunks that had already arrived.
    if (batch === undefined || this.#isCancelled) {
      this.#pending -= 1
      return { done: true, value: undefined }
    }
    const value = this.take(batch)
    return value === undefined ? this.#step() : this.#settled(value)
  }

  #onError(error: unknown): never {
    this.#pending -= 1
    throw error
  }

  /** Ends a step with a value, unless the caller has aborted. */
  #settled(value: T): Result<T> {
    this.#pending -= 1
    if (!this.#stream.signal?.aborted) return { done: false, value }
    this.#cancel()
    throw this.#stream.signal.reason
  }

  #cancel(): void {
    this.#isCancelled = true
    this.discard()
    this.#stream.cancel()
  }

  /** Runs steps one after the other, even if the caller requests several at once. */
  #enqueue(step: () => Promise<Result<T>>): Promise<Result<T>> {
    const isFirst = this.#pending === 0
    this.#pending += 1
    const result = isFirst ? step() : this.#lastStep.then(step, step)
    this.#lastStep = result
    return result
  }
}

const emptyBatch: Batch = []

class Chunks extends StreamIterator<ChatChunk> {
  #batch = emptyBatch
  #index = 0

  protected take(batch: Batch): ChatChunk | undefined {
    this.#batch = batch
    this.#index = 1
    return batch[0]
  }

  protected nextInBatch(): ChatChunk | undefined {
    const chunk = this.#batch[this.#index]
    if (chunk !== undefined) this.#index += 1
    // Releases the chunks that were returned, while the next batch is awaited.
    else this.#batch = emptyBatch
    return chunk
  }

  protected discard(): void {
    this.#batch = emptyBatch
  }
}

class Batches extends StreamIterator<Batch> {
  protected take(batch: Batch): Batch {
    return batch
  }

  protected nextInBatch(): undefined {}

  protected discard(): void {}
}
