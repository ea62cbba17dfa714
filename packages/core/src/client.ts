import { type EndpointOptions, resolveSettings, type Settings } from './endpoint/settings.ts'
import type { AzureMLEndpointApiType } from './messages/api-type.ts'
import type { ChatChunk, ChatRequest, ChatResponse } from './messages/chat.ts'
import type { EmbeddingRequest, EmbeddingResponse } from './messages/embedding.ts'
import type { CallOptions } from './operations/call-options.ts'
import { chatOperation } from './operations/chat.ts'
import { embeddingOperation } from './operations/embedding.ts'
import { runOperation } from './operations/operation.ts'
import { StreamedChat } from './operations/streamed-chat.ts'
import { batchByBatch, chunkByChunk } from './streaming/stream-iterators.ts'

/** A deployed model you can talk to. It holds no state between calls: share one among as many as you like. */
export class AzureMLEndpointClient {
  /** The kind of endpoint that this client speaks to. */
  readonly apiType: AzureMLEndpointApiType
  readonly #settings: Settings

  /** @throws ConfigurationError when options are missing, or contradict each other or the URL. */
  constructor(options: EndpointOptions) {
    this.#settings = resolveSettings(options)
    this.apiType = this.#settings.apiType
  }

  /**
   * Asks, and waits for the whole answer.
   * @throws ConfigurationError before any request, EndpointError when the endpoint fails, FormatError when the formatter does.
   */
  chat(request: ChatRequest, options: CallOptions = {}): Promise<ChatResponse> {
    return runOperation(chatOperation, this.#settings, { request, options })
  }

  /** Asks, and gives the answer piece by piece. Leaving the loop closes the connection. Throws as `chat` does. */
  stream(request: ChatRequest, options: CallOptions = {}): AsyncGenerator<ChatChunk, void, undefined> {
    return chunkByChunk(new StreamedChat(this.#settings, request, options))
  }

  /** Asks, and gives all pieces of one network read at a time: cheaper than `stream` where they are handed on anyway. */
  streamBatches(
    request: ChatRequest,
    options: CallOptions = {},
  ): AsyncGenerator<readonly ChatChunk[], void, undefined> {
    return batchByBatch(new StreamedChat(this.#settings, request, options))
  }

  /** Turns texts into vectors, one for each. Throws as `chat` does. */
  embed(request: EmbeddingRequest, options: CallOptions = {}): Promise<EmbeddingResponse> {
    return runOperation(embeddingOperation, this.#settings, { request, options })
  }
}
