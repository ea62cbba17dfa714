import type { AIMessageChunk } from '@langchain/core/messages'
import type { MessageChunkConverter } from '../from-core/message-chunks.ts'
import type { CoreStream } from './core-stream.ts'

const nothing: readonly AIMessageChunk[] = []

/** Reads an answer as messages and hands them out one by one. */
export class MessageIterator {
  readonly #answer: CoreStream
  readonly #reader: MessageChunkConverter
  readonly #signal: AbortSignal | undefined
  #left = false
  #batch = nothing
  #position = 0
  #done = false
  /** Steps that wait for the network, or for such a step before them. */
  #waiting = 0
  #lastStep: Promise<unknown> = Promise.resolve()

  constructor(answer: CoreStream, reader: MessageChunkConverter, signal: AbortSignal | undefined) {
    this.#answer = answer
    this.#reader = reader
    this.#signal = signal
  }

  /** Gets the next batch when the current one is used up. */
  async fill(): Promise<void> {
    while (this.#position >= this.#batch.length && !this.#done) {
      // What was handed out is not to be held while the next is awaited.
      this.#batch = nothing
      const chunks = await this.#answer.next()
      if (this.#left) return
      this.#done = chunks === undefined
      this.#batch = chunks === undefined ? nothing : this.#reader.convertAll(chunks)
      this.#position = 0
    }
  }

  next(): Promise<IteratorResult<AIMessageChunk>> {
    const isReady = this.#waiting === 0 && !this.#signal?.aborted
    const value = isReady ? this.#batch[this.#position] : undefined
    if (value === undefined) return this.#inTurn()
    this.#position += 1
    return Promise.resolve({ done: false, value })
  }

  async return(): Promise<void> {
    this.#left = true
    this.#done = true
    this.#batch = nothing
    await this.#answer.cancel()
  }

  readonly #step = async (): Promise<IteratorResult<AIMessageChunk>> => {
    if (!this.#left) this.#signal?.throwIfAborted()
    await this.fill()
    const value = this.#batch[this.#position++]
    return value === undefined ? { done: true, value: undefined } : { done: false, value }
  }

  /** Steps are taken one after the other, also when they are asked for all at once. */
  #inTurn(): Promise<IteratorResult<AIMessageChunk>> {
    const taken = this.#waiting === 0 ? this.#step() : this.#lastStep.then(this.#step, this.#step)
    this.#waiting += 1
    this.#lastStep = taken
    taken.then(this.#taken, this.#taken)
    return taken
  }

  readonly #taken = (): void => {
    this.#waiting -= 1
  }
}
