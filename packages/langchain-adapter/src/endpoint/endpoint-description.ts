import type { AzureMLEndpointApiType } from '@azureml-endpoints/core'
import { getEnvironmentVariable } from '@langchain/core/utils/env'
import type { EndpointFields } from '../settings/endpoint-fields.ts'

/** What may be said about an endpoint in metadata, traces and cache keys: no key, and no query that may hold one. */
export interface EndpointDescription {
  readonly url: string
  readonly apiType: AzureMLEndpointApiType
  /** The deployment that is asked for, where one is. */
  readonly deployment: string | undefined
  readonly formatter: string
  /** The best name for the model that is known before it answers. */
  readonly model: string
}

/** Describes an endpoint whose fields core has found right. */
export function describeEndpoint(fields: EndpointFields, apiType: AzureMLEndpointApiType): EndpointDescription {
  const url = new URL(fields.endpointUrl ?? getEnvironmentVariable('AZUREML_ENDPOINT_URL') ?? '')
  const deployment = (fields.deploymentName ?? getEnvironmentVariable('AZUREML_DEPLOYMENT_NAME')) || undefined
  const { contentFormatter, modelKwargs } = fields
  const formatter = typeof contentFormatter === 'function' ? new contentFormatter() : contentFormatter
  const named = modelKwargs?.['model']
  return {
    url: redactUrl(url),
    apiType,
    deployment,
    formatter: formatter?.name ?? 'openai',
    model: deployment ?? (typeof named === 'string' && named !== '' ? named : endpointNameIn(url)),
  }
}

/** Shows a URL as it is but for its query, of which only the API version is known to hold no secret. */
export function redactUrl(url: string | URL): string {
  const { origin, pathname, searchParams } = new URL(url)
  const version = searchParams.get('api-version')
  return version === null ? origin + pathname : `${origin}${pathname}?api-version=${encodeURIComponent(version)}`
}

/** Endpoints are named by the first label of their host. */
function endpointNameIn({ hostname }: URL): string {
  return /^[\d.]+$|:/.test(hostname) ? hostname : (hostname.split('.')[0] ?? hostname)
}
