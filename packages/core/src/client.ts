import type { EndpointOptions } from './endpoint/options.ts'
import { resolveSettings, type Settings } from './endpoint/settings.ts'
import { type ApiNames, renamed } from './errors/api-names.ts'
import { createdError } from './errors/later-error.ts'
import { laterPart } from './errors/later-part.ts'
import type { AzureMLEndpointApiType } from './messages/api-type.ts'
import type { ChatRequest } from './messages/chat-request.ts'
import type { ChatChunk, ChatResponse } from './messages/chat-response.ts'
import type { EmbeddingRequest, EmbeddingResponse } from './messages/embedding.ts'
import type { RerankRequest, RerankResponse } from './messages/rerank.ts'
import type { CallOptions } from './operations/call-options.ts'
import { runOperation } from './operations/operation.ts'
import { wholeChat } from './operations/whole-chat.ts'
import { StreamedChat } from './operations/streamed-chat.ts'
import { batchByBatch, chunkByChunk } from './streaming/stream-iterators.ts'

/** A client of one deployed model. It keeps no state between calls, so one client can serve any number of concurrent calls. */
export class AzureMLEndpointClient {
  /** The API type of the endpoint, from `endpointApiType` or the URL. */
  readonly apiType: AzureMLEndpointApiType
  readonly #settings: Settings

  /**
   * Creates a client. Only adapters pass `names`, with which errors name the adapter's options instead of core's.
   * @throws ConfigurationError when options are missing, or contradict each other or the URL.
   */
  constructor(options: EndpointOptions, names: ApiNames = {}) {
    try {
      this.#settings = resolveSettings(options, names)
    } catch (error) {
      throw renamed(error, names)
    }
    this.apiType = this.#settings.apiType
  }

  /**
   * Sends a conversation and returns the whole answer.
   * @throws ConfigurationError before any request, EndpointError when the endpoint fails, FormatError when the formatter
   * does.
   */
  chat(request: ChatRequest, options: CallOptions = {}): Promise<ChatResponse> {
    return this.#named(wholeChat(this.#settings, { request, options }))
  }

  /**
   * Sends a conversation and yields the answer as it arrives. Leaving the loop closes the connection. Throws as `chat` does.
   */
  stream(request: ChatRequest, options: CallOptions = noOptions): AsyncGenerator<ChatChunk, void, undefined> {
    return chunkByChunk(new StreamedChat(this.#settings, request, options))
  }

  /**
   * Sends a conversation and yields an array of chunks for each network read; cheaper than `stream` if you forward them
   * anyway.
   */
  streamBatches(
    request: ChatRequest,
    options: CallOptions = noOptions,
  ): AsyncGenerator<readonly ChatChunk[], void, undefined> {
    return batchByBatch(new StreamedChat(this.#settings, request, options))
  }

  /** Turns texts into vectors, one for each. Throws as `chat` does; the formatter needs `embeddingCodecs`. */
  embed(request: EmbeddingRequest, options: CallOptions = {}): Promise<EmbeddingResponse> {
    return this.#named(runOperation(embeddingOperation, this.#settings, { request, options }))
  }

  /** Sorts documents by how well they match a query, best first. Throws as `chat` does; the formatter needs `rerankCodecs`. */
  rerank(request: RerankRequest, options: CallOptions = {}): Promise<RerankResponse> {
    return this.#named(runOperation(rerankOperation, this.#settings, { request, options }))
  }

  /** Creates the errors of a call, and replaces the names of options by those of the adapter; streams do this themselves. */
  #named<T>(result: Promise<T>): Promise<T> {
    return result.catch(async (error: unknown) => {
      throw renamed(await createdError(error), this.#settings.names)
    })
  }
}

/** Shared, because each open stream keeps its options. */
const noOptions: CallOptions = Object.freeze({})

// Most programs only chat.
const embeddingOperation = laterPart(async () => (await import('./operations/embedding.ts')).embeddingOperation)
const rerankOperation = laterPart(async () => (await import('./operations/rerank.ts')).rerankOperation)
