import { CallbackManager } from '@langchain/core/callbacks/manager'
import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import type { AIMessageChunk } from '@langchain/core/messages'
import type { RunnableConfig } from '@langchain/core/runnables'
import { IterableReadableStream } from '@langchain/core/utils/stream'
import type { StreamReader } from './from-core-stream.ts'
import type { StreamedAnswer } from './streamed-answer.ts'

/**
 * The stream that `stream()` gives where nobody listens in. A loop over it takes the messages of a network read one after the other,
 * without a web stream's and LangChain's callbacks' work for each; as a web stream it works like any other.
 */
export class MessageStream extends IterableReadableStream<AIMessageChunk> {
  readonly #batches: Batches

  constructor(batches: Batches) {
    super(
      {
        async pull(controller) {
          const { value, done } = await batches.next()
          if (done === true) controller.close()
          else controller.enqueue(value)
        },
        cancel: () => batches.return(),
      },
      { highWaterMark: 0 },
    )
    this.#batches = batches
  }

  /** Opens the stream: what goes wrong before the first message is thrown here, as LangChain does. */
  static async open(
    answer: StreamedAnswer,
    reader: StreamReader,
    signal: AbortSignal | undefined,
  ): Promise<MessageStream> {
    const batches = new Batches(answer, reader, signal)
    await batches.fill()
    return new MessageStream(batches)
  }

  override next(): Promise<IteratorResult<AIMessageChunk>> {
    // Someone reads it as a web stream, or has: the order is theirs to keep.
    return this.locked ? super.next() : this.#batches.next()
  }
}

/** The caller's signal, and a way to end a stream for one who leaves it. */
export interface StopSignal {
  readonly signal: AbortSignal
  stop(): void
}

/** Makes a way to end a stream, beside the signal that the caller may have passed. */
export function stopSignal(signal: AbortSignal | undefined): StopSignal {
  const controller = new AbortController()
  return {
    signal: signal === undefined ? controller.signal : AbortSignal.any([signal, controller.signal]),
    stop: () => controller.abort(),
  }
}

/** Has leaving a stream end what it waits for: LangChain reads ahead, and a generator is not left while it waits. */
export function stoppedByLeaving<Chunk>(
  stream: IterableReadableStream<Chunk>,
  { stop }: StopSignal,
): IterableReadableStream<Chunk> {
  const cancel = stream.cancel.bind(stream)
  const end = stream.return.bind(stream)
  return Object.assign(stream, {
    cancel(reason?: unknown) {
      stop()
      return cancel(reason)
    },
    return() {
      stop()
      return end()
    },
  })
}

/** Tells whether anyone is to be called back about a stream: handlers, tracers, whatever LangChain finds. */
export async function hasListeners(
  model: Pick<BaseChatModel, 'callbacks' | 'tags' | 'metadata' | 'verbose'>,
  { callbacks, tags, metadata }: RunnableConfig,
): Promise<boolean> {
  const options = { verbose: model.verbose }
  const own = [model.callbacks, tags, model.tags, metadata, model.metadata] as const
  return (await CallbackManager.configure(callbacks, ...own, options)) !== undefined
}

const nothing: readonly AIMessageChunk[] = []

/** Reads an answer as messages and hands them out one by one. */
class Batches {
  readonly #answer: StreamedAnswer
  readonly #reader: StreamReader
  readonly #signal: AbortSignal | undefined
  #left = false
  #batch = nothing
  #position = 0
  #done = false

  constructor(answer: StreamedAnswer, reader: StreamReader, signal: AbortSignal | undefined) {
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
      this.#done = chunks === undefined
      this.#batch = chunks === undefined ? nothing : this.#reader.readAll(chunks)
      this.#position = 0
    }
  }

  next(): Promise<IteratorResult<AIMessageChunk>> {
    const value = this.#signal?.aborted ? undefined : this.#batch[this.#position]
    if (value === undefined) return this.#filled()
    this.#position += 1
    return Promise.resolve({ done: false, value })
  }

  async return(): Promise<void> {
    this.#left = true
    this.#done = true
    this.#batch = nothing
    await this.#answer.leave()
  }

  async #filled(): Promise<IteratorResult<AIMessageChunk>> {
    if (!this.#left) this.#signal?.throwIfAborted()
    await this.fill()
    const value = this.#batch[this.#position++]
    return value === undefined ? { done: true, value: undefined } : { done: false, value }
  }
}
