import type { JSONObject, JSONValue } from '@ai-sdk/provider'
import { requestIdIn } from '@azureml-endpoints/core'
import type { ContentFilter } from './content-filter.ts'

/** The contents of `providerMetadata.azureML`; what the endpoint did not send is absent. */
export type AzureMLResponseMetadata = {
  /** Azure's id of the request, to quote to its support. */
  requestId?: string
  /** The deployment that answered, or the one that was called by name. */
  deployment?: string
  /** The Azure region that answered, from the header `x-ms-region`. */
  region?: string
  /** Milliseconds that the model's container took. */
  modelTimeMs?: number
  /** The findings of the content filter in prompt and answer, as the endpoint sent them. */
  contentFilter?: JSONObject
  /** Why the model refuses to answer, in its own words. */
  refusal?: string
  /** Log probabilities of the tokens, as the endpoint sent them. */
  logprobs?: JSONValue
  /** The class of service that processed the request, as the endpoint names it. */
  serviceTier?: string
  /** The endpoint's name for the configuration that answered; equal seeds give equal answers only while it is unchanged. */
  systemFingerprint?: string
}

/** Returns the metadata of a response, from its headers and the content filter. */
export function responseMetadata(
  headers: Headers | undefined,
  deploymentName: string | undefined,
  contentFilter?: ContentFilter,
): AzureMLResponseMetadata {
  const metadata: AzureMLResponseMetadata = {}
  const requestId = headers && requestIdIn(headers)
  const deployment = first(headers, ['azureml-model-deployment', 'x-ms-deployment-name']) ?? deploymentName
  const region = first(headers, ['x-ms-region'])
  const modelTime = Number(first(headers, ['ms-azureml-model-time']) ?? Number.NaN)
  if (requestId !== undefined) metadata.requestId = requestId
  if (deployment) metadata.deployment = deployment
  if (region !== undefined) metadata.region = region
  if (Number.isFinite(modelTime)) metadata.modelTimeMs = modelTime
  if (contentFilter?.found !== undefined) metadata.contentFilter = contentFilter.found
  return metadata
}

function first(headers: Headers | undefined, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = headers?.get(name)
    if (value) return value
  }
  return undefined
}
