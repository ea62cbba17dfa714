import {
  type AzureMLEndpointApiType,
  type ContentFormatterBase,
  type FormatterOptions,
  formatterOptionsIn,
} from '@azureml-endpoints/core'
import { getEnvironmentVariable } from '@langchain/core/utils/env'
import { type EndpointFields, endpointUrlFrom, modelKwargsFrom } from '../settings/endpoint-fields.ts'

/** What metadata, traces and cache keys contain about an endpoint: neither the key nor query parameters that may be secret. */
export interface EndpointDescription {
  readonly url: string
  readonly apiType: AzureMLEndpointApiType
  /** The deployment that is called by name, if any. */
  readonly deployment: string | undefined
  readonly formatter: string
  /** The options that the formatter was created with. */
  readonly formatterOptions: FormatterOptions
  /** The best name for the model that is known before its first answer. */
  readonly model: string
}

/** Describes an endpoint. Core has already validated its fields. */
export function describeEndpoint(
  fields: EndpointFields,
  apiType: AzureMLEndpointApiType,
  formatter: ContentFormatterBase,
): EndpointDescription {
  const url = new URL(endpointUrlFrom(fields))
  const deployment = (fields.deploymentName ?? getEnvironmentVariable('AZUREML_DEPLOYMENT_NAME')) || undefined
  const named = modelKwargsFrom(fields)?.['model']
  return {
    url: redactUrl(url),
    apiType,
    deployment,
    formatter: formatter.name,
    formatterOptions: formatterOptionsIn(fields),
    model: deployment ?? (typeof named === 'string' && named !== '' ? named : endpointNameIn(url)),
  }
}

/** Removes the query from a URL, except for the API version: any other parameter may be a secret. */
export function redactUrl(url: string | URL): string {
  const { origin, pathname, searchParams } = new URL(url)
  const version = searchParams.get('api-version')
  return version === null ? origin + pathname : `${origin}${pathname}?api-version=${encodeURIComponent(version)}`
}

/** The endpoint's name is the first label of its host. */
function endpointNameIn({ hostname }: URL): string {
  return /^[\d.]+$|:/.test(hostname) ? hostname : (hostname.split('.')[0] ?? hostname)
}
