import { AzureMLEndpointClient, type EndpointOptions } from '@azureml-endpoints/core'
import { apiNames } from './api-names.ts'
import { defaultRetries, type EndpointFields, loadedLimit, modelKwargsFrom } from '../settings/endpoint-fields.ts'

/** Creates core's client. It gets `maxRetries` only to validate it: LangChain retries, and calls it with 0. */
export function createClient(
  fields: Omit<EndpointFields, 'contentFormatter'>,
  contentFormatter: EndpointOptions['contentFormatter'],
): AzureMLEndpointClient {
  const options = {
    endpointUrl: fields.endpointUrl,
    endpointApiType: fields.endpointApiType,
    endpointApiKey: fields.endpointApiKey ?? fields.apiKey,
    credential: fields.credential,
    deploymentName: fields.deploymentName,
    contentFormatter,
    modelKwargs: modelKwargsFrom(fields),
    timeout: loadedLimit(fields.timeout),
    idleTimeout: loadedLimit(fields.idleTimeout),
    maxRetries: fields.maxRetries ?? defaultRetries,
    headers: fields.headers,
    fetch: fields.fetch,
    allowInsecureHttp: fields.allowInsecureHttp,
    onRequest: fields.onRequest,
    onResponse: fields.onResponse,
  } satisfies Readonly<Record<Exclude<keyof EndpointOptions, 'onRetry'>, unknown>>
  return new AzureMLEndpointClient(options, apiNames)
}
