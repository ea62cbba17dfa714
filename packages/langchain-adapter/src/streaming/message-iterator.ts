import type { AIMessageChunk } from '@langchain/core/messages'
import type { MessageChunkConverter } from '../from-core/message-chunks.ts'
import type { CoreStream } from './core-stream.ts'

const nothing: readonly AIMessageChunk[] = []

/** Converts an answer to message chunks and returns them one at a time. */
export class MessageIterator {
  readonly #stream: CoreStream
  readonly #converter: MessageChunkConverter
  readonly #signal: AbortSignal | undefined
  #canceled = false
  #batch = nothing
  #position = 0
  #done = false
  /** Calls of `next` that wait for the network, or for an earlier call that does. */
  #waiting = 0
  #lastCall: Promise<unknown> = Promise.resolve()

  constructor(stream: CoreStream, converter: MessageChunkConverter, signal: AbortSignal | undefined) {
    this.#stream = stream
    this.#converter = converter
    this.#signal = signal
  }

  /** Fetches the next batch once the current one is used up. */
  async fill(): Promise<void> {
    while (this.#position >= this.#batch.length && !this.#done) {
      // The messages that were returned must not be kept in memory while waiting.
      this.#batch = nothing
      const chunks = await this.#stream.next()
      if (this.#canceled) return
      this.#done = chunks === undefined
      this.#batch = chunks === undefined ? nothing : this.#converter.convertAll(chunks)
      this.#position = 0
    }
  }

  next(): Promise<IteratorResult<AIMessageChunk>> {
    const isReady = this.#waiting === 0 && !this.#signal?.aborted
    const value = isReady ? this.#batch[this.#position] : undefined
    if (value === undefined) return this.#queueNext()
    this.#position += 1
    return Promise.resolve({ done: false, value })
  }

  async return(): Promise<void> {
    this.#canceled = true
    this.#done = true
    this.#batch = nothing
    await this.#stream.cancel()
  }

  readonly #nextFromNetwork = async (): Promise<IteratorResult<AIMessageChunk>> => {
    if (!this.#canceled) this.#signal?.throwIfAborted()
    await this.fill()
    const value = this.#batch[this.#position++]
    return value === undefined ? { done: true, value: undefined } : { done: false, value }
  }

  /** Runs concurrent calls of `next` one after the other, so that none loses a message. */
  #queueNext(): Promise<IteratorResult<AIMessageChunk>> {
    const result =
      this.#waiting === 0 ? this.#nextFromNetwork() : this.#lastCall.then(this.#nextFromNetwork, this.#nextFromNetwork)
    this.#waiting += 1
    this.#lastCall = result
    result.then(this.#finishWaiting, this.#finishWaiting)
    return result
  }

  readonly #finishWaiting = (): void => {
    this.#waiting -= 1
  }
}
