import type { ChatChunk } from '@azureml-endpoints/core'
import { markRetryability } from '../from-core/errors.ts'

/** All pieces of one network read. */
export type Batch = readonly ChatChunk[]

type Step = IteratorResult<Batch, void>

/** A streamed answer that has begun. */
export class CoreStream {
  readonly #batches: AsyncGenerator<Batch, void, undefined>
  #first: Step | undefined

  constructor(batches: AsyncGenerator<Batch, void, undefined>, first: Step) {
    this.#batches = batches
    this.#first = first
  }

  /** Waits for the next batch; `undefined` after the last, and once the answer was left. */
  async next(): Promise<Batch | undefined> {
    const first = this.#first
    this.#first = undefined
    try {
      const { done, value } = first ?? (await this.#batches.next())
      return done ? undefined : value
    } catch (error) {
      throw markRetryability(error)
    }
  }

  /** Closes the connection, also while a batch is awaited. */
  async cancel(): Promise<void> {
    this.#first = undefined
    await this.#batches.return()
  }
}
