import { CallbackManager } from '@langchain/core/callbacks/manager'
import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import type { AIMessageChunk } from '@langchain/core/messages'
import type { RunnableConfig } from '@langchain/core/runnables'
import { IterableReadableStream } from '@langchain/core/utils/stream'
import type { MessageChunkConverter } from '../from-core/message-chunks.ts'
import { enqueueNext } from './cancelable-stream.ts'
import { MessageIterator } from './message-iterator.ts'
import type { CoreStream } from './core-stream.ts'

/**
 * The stream that `stream()` returns when there are no callbacks. A loop over it gets the messages of a network read without the
 * cost of a web stream and of LangChain's callbacks per message; as a web stream, it works like any other.
 */
export class DirectStream extends IterableReadableStream<AIMessageChunk> {
  readonly #messages: MessageIterator
  readonly #web: { isRead: boolean }

  constructor(messages: MessageIterator) {
    const web = { isRead: false }
    super(
      {
        pull(controller) {
          web.isRead = true
          return enqueueNext(messages.next(), controller)
        },
        cancel: () => messages.return(),
      },
      { highWaterMark: 0 },
    )
    this.#messages = messages
    this.#web = web
  }

  /** Opens the stream. Failures before the first message are thrown here, as in LangChain's own `stream()`. */
  static async open(
    stream: CoreStream,
    converter: MessageChunkConverter,
    signal: AbortSignal | undefined,
  ): Promise<DirectStream> {
    const messages = new MessageIterator(stream, converter, signal)
    await messages.fill()
    return new DirectStream(messages)
  }

  override next(): Promise<IteratorResult<AIMessageChunk>> {
    // Once it was read as a web stream, that stream's queue determines the order.
    return this.locked || this.#web.isRead ? super.next() : this.#messages.next()
  }
}

/** Returns whether LangChain would call anything back: handlers, tracers, verbose output. */
export async function hasListeners(
  model: Pick<BaseChatModel, 'callbacks' | 'tags' | 'metadata' | 'verbose'>,
  { callbacks, tags, metadata }: RunnableConfig,
): Promise<boolean> {
  const options = { verbose: model.verbose }
  const own = [model.callbacks, tags, model.tags, metadata, model.metadata] as const
  return (await CallbackManager.configure(callbacks, ...own, options)) !== undefined
}
