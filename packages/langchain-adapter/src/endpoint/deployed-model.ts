import {
  type AzureMLEndpointClient,
  type ChatRequest,
  type ChatResponse,
  ConfigurationError,
} from '@azureml-endpoints/core'
import type { AsyncCaller } from '@langchain/core/utils/async_caller'
import { describeEndpoint, type EndpointDescription } from './endpoint-description.ts'
import { createClient, type EndpointFields, modelParametersFrom } from '../settings/endpoint-fields.ts'
import type { ModelParameters } from '../settings/model-parameters.ts'
import { markRetryability } from '../from-core/errors.ts'
import { type HeaderValues, SecretHeaders } from '../redaction/secret-headers.ts'
import { type Batch, CoreStream } from '../streaming/core-stream.ts'

/** What a call may set for itself, as it arrives from LangChain. */
export interface CallSettings {
  readonly signal?: AbortSignal | undefined
  readonly maxRetries?: number | undefined
  readonly headers?: HeaderValues | SecretHeaders | undefined
}

/** Core's client behind LangChain's retries and concurrency limit. */
export class DeployedModel {
  readonly endpoint: EndpointDescription
  /** The parameters that the model was made with. */
  readonly parameters: ModelParameters
  readonly modelKwargs: Readonly<Record<string, unknown>> | undefined
  readonly #client: AzureMLEndpointClient
  readonly #caller: AsyncCaller

  constructor(fields: EndpointFields, caller: AsyncCaller) {
    this.#client = createClient(fields)
    this.#caller = caller
    this.endpoint = describeEndpoint(fields, this.#client.apiType)
    this.parameters = modelParametersFrom(fields)
    this.modelKwargs = fields.modelKwargs
  }

  /** Asks, and waits for the whole answer. */
  call(request: ChatRequest, settings: CallSettings): Promise<ChatResponse> {
    return this.#withRetries(settings, (options) => this.#client.chat(request, options))
  }

  /** Asks for a stream, and waits for its first pieces. Repeated is only what fails before them. */
  openStream(request: ChatRequest, settings: CallSettings): Promise<CoreStream> {
    return this.#withRetries(settings, async (options) => {
      const batches = this.#client.streamBatches(request, options)
      return new CoreStream(batches, await batches.next())
    })
  }

  /** Asks, and gives all pieces of one network read at a time. */
  async *stream(request: ChatRequest, settings: CallSettings): AsyncGenerator<Batch, void, undefined> {
    const answer = await this.openStream(request, settings)
    try {
      for (let batch = await answer.next(); batch !== undefined; batch = await answer.next()) yield batch
    } finally {
      await answer.cancel()
    }
  }

  async #withRetries<T>(settings: CallSettings, run: (options: AttemptOptions) => Promise<T>): Promise<T> {
    const { signal, maxRetries } = settings
    signal?.throwIfAborted()
    if (maxRetries !== undefined) checkRetries(maxRetries)
    const options: AttemptOptions = { signal, headers: SecretHeaders.expose(settings.headers), maxRetries: 0 }
    try {
      return await this.#caller.callWithOptions(
        { ...(signal && { signal }), ...(maxRetries !== undefined && { maxRetries }) },
        async () => {
          // LangChain goes on with its retries behind the back of a caller who has left.
          signal?.throwIfAborted()
          return run(options)
        },
      )
    } catch (error) {
      throw markRetryability(error)
    }
  }
}

interface AttemptOptions {
  readonly signal: AbortSignal | undefined
  readonly headers: HeaderValues | undefined
  readonly maxRetries: 0
}

function checkRetries(maxRetries: unknown): void {
  if (typeof maxRetries === 'number' && maxRetries >= 0) return
  const message = `\`maxRetries\` is ${String(maxRetries)}; it must be a whole number, 0 or more.`
  throw markRetryability(new ConfigurationError(message, { setting: 'maxRetries' }))
}
