import type { Settings } from '../endpoint/settings.ts'
import { renamed } from '../errors/api-names.ts'
import { createdError } from '../errors/later-error.ts'
import { codecOf } from '../formatter/codec-of.ts'
import type { ChatStreamReader } from '../formatter/formatter.ts'
import { StreamCancellation } from '../http/deadline.ts'
import { withAnswer } from '../http/exchange.ts'
import type { ChatRequest } from '../messages/chat-request.ts'
import type { ChunkReader } from '../streaming/chunk-reader.ts'
import type { Batch, BatchSource } from '../streaming/stream-iterators.ts'
import { asChunk, chatChunks } from './chat-chunks.ts'
import type { CallOptions } from './call-options.ts'
import { chatOperation, openReader } from './chat.ts'
import { preparedCall } from './operation.ts'
import { wholeChat } from './whole-chat.ts'

/** A chat call whose answer is read as it arrives. Opening it sends the request. */
export class StreamedChat extends StreamCancellation implements BatchSource {
  readonly signal: AbortSignal | undefined
  readonly #settings: Settings
  readonly #request: ChatRequest
  readonly #options: CallOptions
  #reader: ChunkReader | undefined
  #isOver = false

  constructor(settings: Settings, request: ChatRequest, options: CallOptions) {
    super()
    this.#settings = settings
    this.#request = request
    this.#options = options
    // The options are checked by the first step.
    this.signal = (options as CallOptions | null)?.signal
  }

  get opened(): ChunkReader | undefined {
    return this.#isOver ? undefined : this.#reader
  }

  override cancel(): void {
    this.#isOver = true
    super.cancel()
  }

  async open(): Promise<Batch | undefined> {
    if (this.#isOver) return undefined
    try {
      if (codecOf(this.#settings).openStream !== undefined) return await this.#openStream()
      this.#isOver = true
      const input = { request: this.#request, options: this.#options, cancellation: this }
      return [asChunk(await wholeChat(this.#settings, input))]
    } catch (error) {
      this.#isOver = true
      if (this.isCancelled) return undefined
      throw renamed(await createdError(error), this.#settings.names)
    }
  }

  async #openStream(): Promise<Batch | undefined> {
    const request = this.#request
    const input = { request, options: this.#options, answer: 'stream', cancellation: this } as const
    const prepared = preparedCall(chatOperation, this.#settings, input)
    const call = prepared instanceof Promise ? await prepared : prepared
    // Before the request, which a formatter that fails must not cost; every further attempt needs a reader of its own.
    let codecReader: ChatStreamReader | undefined = openReader(call.bound, call.body)
    return await withAnswer(call, (answer) => {
      const read = codecReader ?? openReader(call.bound, call.body)
      codecReader = undefined
      this.#reader = chatChunks({ call, answer, request, read })
      return this.#reader.next()
    })
  }
}
