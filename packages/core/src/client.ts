import type { AzureMLEndpointApiType } from './api-type.ts'
import { type CallOptions, chatCall, embeddingCall } from './call.ts'
import type { ChatChunk, ChatRequest, ChatResponse } from './chat.ts'
import { ChatStream } from './chat-stream.ts'
import { parseChat } from './codec.ts'
import type { EmbeddingRequest, EmbeddingResponse } from './embedding.ts'
import { parseEmbedding } from './embedding-codec.ts'
import { type EndpointOptions, type Settings, settle } from './settings.ts'
import { batchByBatch, chunkByChunk } from './stream-iterators.ts'
import { ToolCallIds } from './tool-call-ids.ts'
import { wholeAnswer } from './whole-answer.ts'

/** A deployed model you can talk to. It holds no state between calls: share one among as many as you like. */
export class AzureMLEndpointClient {
  /** The kind of endpoint that this client speaks to. */
  readonly apiType: AzureMLEndpointApiType
  readonly #settings: Settings

  /** @throws ConfigurationError when options are missing, or contradict each other or the URL. */
  constructor(options: EndpointOptions) {
    this.#settings = settle(options)
    this.apiType = this.#settings.apiType
  }

  /**
   * Asks, and waits for the whole answer.
   * @throws ConfigurationError before any request, EndpointError when the endpoint fails, FormatError when the formatter does.
   */
  async chat(request: ChatRequest, options: CallOptions = {}): Promise<ChatResponse> {
    const ids = new ToolCallIds(request)
    return wholeAnswer(chatCall(this.#settings, request, options, 'whole'), (body, call) =>
      parseChat(call.owner, { body, sent: call.body }, ids),
    )
  }

  /** Asks, and gives the answer piece by piece. Leaving the loop closes the connection. Throws as `chat` does. */
  stream(request: ChatRequest, options: CallOptions = {}): AsyncGenerator<ChatChunk, void, undefined> {
    return chunkByChunk(new ChatStream(this.#settings, request, options))
  }

  /** Asks, and gives all pieces of one network read at a time: cheaper than `stream` where they are handed on anyway. */
  streamBatches(
    request: ChatRequest,
    options: CallOptions = {},
  ): AsyncGenerator<readonly ChatChunk[], void, undefined> {
    return batchByBatch(new ChatStream(this.#settings, request, options))
  }

  /** Turns texts into vectors, one for each. Throws as `chat` does. */
  async embed(request: EmbeddingRequest, options: CallOptions = {}): Promise<EmbeddingResponse> {
    const call = embeddingCall(this.#settings, request, options)
    return wholeAnswer(call, (body) => parseEmbedding(call.owner, request, body))
  }
}
