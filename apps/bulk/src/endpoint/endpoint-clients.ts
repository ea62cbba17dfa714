import {
  type ApiNames,
  AzureMLEndpointClient,
  type ChatResponse,
  type EmbeddingResponse,
  type EndpointOptions,
  type RerankResponse,
} from '@azureml-endpoints/core'
import { chatNames } from '../items/chat-request.ts'
import type { Call } from '../items/item.ts'
import { embeddingNames, rerankNames } from '../items/other-requests.ts'
import { namesInBody } from '../items/parameters.ts'
import { formatterFor } from './formatters.ts'
import { itemUrl } from './item-url.ts'

/** An answer of any operation. */
export type Answer = ChatResponse | EmbeddingResponse | RerankResponse

/** Options of the clients. */
export type ClientOptions = Pick<EndpointOptions, 'fetch' | 'allowInsecureHttp'> & {
  /** The invocation URL of the endpoint. */
  readonly endpointUrl: string | undefined
  /** The name of a formatter. @default OpenAI's format, and Cohere's to rerank */
  readonly formatter: string | undefined
  /** The key, if it is not the one in the environment. */
  readonly endpointApiKey?: string | undefined
}

/** Core's clients for one endpoint, one for each operation and route. They never retry, because the queue does. */
export class EndpointClients {
  readonly #options: ClientOptions
  readonly #clients = new Map<string, AzureMLEndpointClient>()

  /**
   * Checks the options before any item is taken: without a key, every item would fail for good.
   * @throws ConfigurationError that names the option or the variable of the environment
   */
  constructor(options: ClientOptions) {
    this.#options = options
    this.#clientFor({ operation: 'chat' })
  }

  /** Makes the call of an item. */
  call(call: Call, signal?: AbortSignal): Promise<Answer> {
    const client = this.#clientFor(call)
    const options = signal === undefined ? {} : { signal }
    if (call.operation === 'embed') return client.embed(call.request, options)
    return call.operation === 'rerank' ? client.rerank(call.request, options) : client.chat(call.request, options)
  }

  #clientFor(call: Pick<Call, 'operation' | 'url'>): AzureMLEndpointClient {
    const name = `${call.operation} ${call.url ?? ''}`
    let client = this.#clients.get(name)
    if (client === undefined) {
      const { formatter, endpointUrl, ...options } = this.#options
      const contentFormatter = formatterFor(call.operation, formatter)
      const url = endpointUrl && itemUrl(endpointUrl, call)
      client = new AzureMLEndpointClient({ ...options, endpointUrl: url, contentFormatter, maxRetries: 0 }, fileNames)
      this.#clients.set(name, client)
    }
    return client
  }
}

/** The names of an item's fields in core's errors: those of the file. */
const fileNames: ApiNames = {
  renamed: {
    toolChoice: 'tool_choice',
    responseFormat: 'response_format',
    modelKwargs: 'model_kwargs',
    toolCalls: 'tool_calls',
    toolCallId: 'tool_call_id',
    values: 'input',
    ...namesInBody(chatNames),
    ...namesInBody(embeddingNames),
    ...namesInBody(rerankNames),
  },
}
