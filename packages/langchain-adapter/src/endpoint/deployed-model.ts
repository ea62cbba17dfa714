import type { AzureMLEndpointClient, ChatRequest, ChatResponse } from '@azureml-endpoints/core'
import type { AsyncCaller } from '@langchain/core/utils/async_caller'
import { type AttemptOptions, type CallSettings, withRetries } from './attempts.ts'
import { createClient } from './core-client.ts'
import { describeEndpoint, type EndpointDescription } from './endpoint-description.ts'
import { RequestDigest } from './request-digest.ts'
import { type EndpointFields, modelKwargsFrom, modelParametersFrom } from '../settings/endpoint-fields.ts'
import { resolveFormatter } from '../settings/formatter-options.ts'
import { assertOneAnswer } from '../settings/known-names.ts'
import type { ModelParameters } from '../settings/model-parameters.ts'
import { type Batch, CoreStream } from '../streaming/core-stream.ts'

/** Core's client behind LangChain's retries and concurrency limit. */
export class DeployedModel {
  readonly endpoint: EndpointDescription
  /** The parameters that the model was created with. */
  readonly parameters: ModelParameters
  readonly modelKwargs: Readonly<Record<string, unknown>> | undefined
  /** Identifies requests in cache keys. */
  readonly requestDigest: RequestDigest
  readonly #client: AzureMLEndpointClient
  readonly #caller: AsyncCaller

  constructor(fields: EndpointFields, caller: AsyncCaller) {
    assertOneAnswer(fields.modelKwargs)
    const contentFormatter = resolveFormatter(fields)
    this.#client = createClient(fields, contentFormatter)
    this.#caller = caller
    const formatter = typeof contentFormatter === 'function' ? new contentFormatter() : contentFormatter
    this.endpoint = describeEndpoint(fields, this.#client.apiType, formatter)
    this.requestDigest = new RequestDigest(fields, this.endpoint, formatter)
    this.parameters = modelParametersFrom(fields)
    this.modelKwargs = modelKwargsFrom(fields)
  }

  /** Calls the model, and waits for the complete answer. */
  call(request: ChatRequest, settings: CallSettings): Promise<ChatResponse> {
    return this.#withRetries(settings, (options) => this.#client.chat(request, options))
  }

  /** Opens a stream, and waits for its first chunks. Only failures before them are retried. */
  openStream(request: ChatRequest, settings: CallSettings): Promise<CoreStream> {
    return this.#withRetries(settings, async (options) => {
      const batches = this.#client.streamBatches(request, options)
      return new CoreStream(batches, await batches.next())
    })
  }

  /** Streams an answer; each item is the chunks of one network read. */
  async *stream(request: ChatRequest, settings: CallSettings): AsyncGenerator<Batch, void, undefined> {
    const answer = await this.openStream(request, settings)
    try {
      for (let batch = await answer.next(); batch !== undefined; batch = await answer.next()) yield batch
    } finally {
      await answer.cancel()
    }
  }

  #withRetries<T>(settings: CallSettings, send: (options: AttemptOptions) => Promise<T>): Promise<T> {
    return withRetries(this.#caller, settings, send)
  }
}
