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
 * The stream that `stream()` gives where nobody listens in. A loop over it takes the messages of a network read one after the other,
 * without a web stream's and LangChain's callbacks' work for each; as a web stream it works like any other.
 */
export class DirectStream extends IterableReadableStream<AIMessageChunk> {
  readonly #batches: MessageIterator
  readonly #web: { isRead: boolean }

  constructor(batches: MessageIterator) {
    const web = { isRead: false }
    super(
      {
        pull(controller) {
          web.isRead = true
          return enqueueNext(batches.next(), controller)
        },
        cancel: () => batches.return(),
      },
      { highWaterMark: 0 },
    )
    this.#batches = batches
    this.#web = web
  }

  /** Opens the stream: what goes wrong before the first message is thrown here, as LangChain does. */
  static async open(
    answer: CoreStream,
    reader: MessageChunkConverter,
    signal: AbortSignal | undefined,
  ): Promise<DirectStream> {
    const batches = new MessageIterator(answer, reader, signal)
    await batches.fill()
    return new DirectStream(batches)
  }

  override next(): Promise<IteratorResult<AIMessageChunk>> {
    // Someone reads it as a web stream, or has: the order is theirs to keep.
    return this.locked || this.#web.isRead ? super.next() : this.#batches.next()
  }
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
