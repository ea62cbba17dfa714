import { type EndpointOptions, AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import type { ModelParameters } from './model-parameters.ts'
import { parametersIn } from './model-parameters.ts'

/** What both models are made with: core's options, the model's parameters, and LangChain's names for some of them. */
export interface EndpointFields extends Omit<EndpointOptions, 'contentFormatter'>, ModelParameters {
  /** How the deployed family of models is spoken to: an instance or the class itself. @default CustomOpenAIChatContentFormatter */
  readonly contentFormatter?: EndpointOptions['contentFormatter'] | undefined
  /** How often a failed attempt is repeated, as long as no byte of an answer has come. @default 2 */
  readonly maxRetries?: number | undefined
  /** LangChain's common name for `endpointApiKey`. */
  readonly apiKey?: EndpointOptions['endpointApiKey']
  /** LangChain's common name for `stop`. */
  readonly stopSequences?: readonly string[] | undefined
}

/** What one call may set for itself besides its parameters; nothing of it outlives the call. */
export interface EndpointCallOptions extends Omit<ModelParameters, 'stop'> {
  /** Body parameters of this call, sent as they are; they win over everything else. */
  readonly modelKwargs?: Readonly<Record<string, unknown>> | undefined
  /** More headers; `undefined` takes one of the model's away. Traces and caches see their names only where they hold a secret. */
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined
}

/** The default number of retries; LangChain's own is 6. */
export const defaultRetries = 2

/** Makes core's client; LangChain does the retries, so the client is told of them only to check the number. */
export function clientOf(fields: EndpointFields): AzureMLEndpointClient {
  return new AzureMLEndpointClient({
    endpointUrl: fields.endpointUrl,
    endpointApiType: fields.endpointApiType,
    endpointApiKey: fields.endpointApiKey ?? fields.apiKey,
    credential: fields.credential,
    deploymentName: fields.deploymentName,
    contentFormatter: fields.contentFormatter ?? CustomOpenAIChatContentFormatter,
    modelKwargs: fields.modelKwargs,
    timeout: fields.timeout,
    idleTimeout: fields.idleTimeout,
    maxRetries: fields.maxRetries ?? defaultRetries,
    headers: fields.headers,
    fetch: fields.fetch,
    allowInsecureHttp: fields.allowInsecureHttp,
    onRequest: fields.onRequest,
    onResponse: fields.onResponse,
    onRetry: fields.onRetry,
  })
}

/** The parameters that the model was made with. */
export function modelParametersOf(fields: EndpointFields): ModelParameters {
  const stop = fields.stop ?? fields.stopSequences
  return parametersIn({ ...fields, stop: stop?.length === 0 ? undefined : stop })
}
