import type { ChatChunk } from '@azureml-endpoints/core'
import { markForLangChain } from '../from-core/errors.ts'

/** The chunks of one network read. */
export type Batch = readonly ChatChunk[]

type Result = IteratorResult<Batch, void>

/** Core's stream of an answer, whose first batch has arrived. */
export class CoreStream {
  readonly #batches: AsyncGenerator<Batch, void, undefined>
  #first: Result | undefined

  constructor(batches: AsyncGenerator<Batch, void, undefined>, first: Result) {
    this.#batches = batches
    this.#first = first
  }

  /** Waits for the next batch; returns `undefined` after the last one, and after `cancel()`. */
  async next(): Promise<Batch | undefined> {
    const first = this.#first
    this.#first = undefined
    try {
      const { done, value } = first ?? (await this.#batches.next())
      return done ? undefined : value
    } catch (error) {
      throw markForLangChain(error)
    }
  }

  /** Closes the connection, even while a batch is awaited. */
  async cancel(): Promise<void> {
    this.#first = undefined
    await this.#batches.return()
  }
}
