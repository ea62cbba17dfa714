import {
  type AzureMLEndpointClient,
  type ChatRequest,
  type ChatResponse,
  ConfigurationError,
} from '@azureml-endpoints/core'
import type { AsyncCaller } from '@langchain/core/utils/async_caller'
import { createClient } from './core-client.ts'
import { describeEndpoint, type EndpointDescription } from './endpoint-description.ts'
import { type EndpointFields, modelKwargsFrom, modelParametersFrom } from '../settings/endpoint-fields.ts'
import { assertOneAnswer } from '../settings/known-names.ts'
import type { ModelParameters } from '../settings/model-parameters.ts'
import { markForLangChain } from '../from-core/errors.ts'
import { type HeaderValues, SecretHeaders } from '../redaction/secret-headers.ts'
import { type Batch, CoreStream } from '../streaming/core-stream.ts'

/** The options of a single call that are not part of its request body. */
export interface CallSettings {
  readonly signal?: AbortSignal | undefined
  readonly maxRetries?: number | undefined
  readonly headers?: HeaderValues | SecretHeaders | undefined
}

/** Core's client behind LangChain's retries and concurrency limit. */
export class DeployedModel {
  readonly endpoint: EndpointDescription
  /** The parameters that the model was created with. */
  readonly parameters: ModelParameters
  readonly modelKwargs: Readonly<Record<string, unknown>> | undefined
  readonly #client: AzureMLEndpointClient
  readonly #caller: AsyncCaller

  constructor(fields: EndpointFields, caller: AsyncCaller) {
    assertOneAnswer(fields.modelKwargs)
    this.#client = createClient(fields)
    this.#caller = caller
    this.endpoint = describeEndpoint(fields, this.#client.apiType)
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

  async #withRetries<T>(settings: CallSettings, send: (options: AttemptOptions) => Promise<T>): Promise<T> {
    const { signal, maxRetries } = settings
    signal?.throwIfAborted()
    if (maxRetries !== undefined) assertRetries(maxRetries)
    const options: AttemptOptions = { signal, headers: SecretHeaders.expose(settings.headers), maxRetries: 0 }
    try {
      return await this.#caller.callWithOptions(
        { ...(signal && { signal }), ...(maxRetries !== undefined && { maxRetries }) },
        async () => {
          // LangChain keeps retrying after the caller has aborted.
          signal?.throwIfAborted()
          return send(options)
        },
      )
    } catch (error) {
      throw markForLangChain(error)
    }
  }
}

interface AttemptOptions {
  readonly signal: AbortSignal | undefined
  readonly headers: HeaderValues | undefined
  readonly maxRetries: 0
}

function assertRetries(maxRetries: unknown): void {
  if (typeof maxRetries === 'number' && maxRetries >= 0) return
  const message = `\`maxRetries\` is ${String(maxRetries)}; pass an integer of at least 0.`
  throw markForLangChain(new ConfigurationError(message, { setting: 'maxRetries' }))
}
