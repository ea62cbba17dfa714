import type { LanguageModelV4 } from '@ai-sdk/provider'
import { type AzureMLProviderSettings, createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { nodeFetch } from '@azureml-endpoints/node-transport'
import { bareModel, textModel } from './ai-sdk-model.ts'
import { endpointOf } from './endpoint-of.ts'
import type { Row } from './row.ts'

/** Our provider, with `doGenerate` and `doStream`. */
export const provider: Row = {
  open: (baseUrl) => bareModel(languageModel(baseUrl)),
}

/** The same over `node:http`. */
export const providerOverNode: Row = {
  open: (baseUrl) => bareModel(languageModel(baseUrl, { fetch: nodeFetch })),
}

/** Our provider, through `generateText` and `streamText`. */
export const providerText: Row = {
  open: (baseUrl) => textModel(languageModel(baseUrl)),
}

/** Our provider, through `streamText`, with the deltas of one network read joined. */
export const providerCoalesced: Row = {
  open: (baseUrl) => textModel(languageModel(baseUrl, { coalesceDeltas: true })),
}

function languageModel(baseUrl: string, settings: AzureMLProviderSettings = {}): LanguageModelV4 {
  return createAzureML({ ...endpointOf(baseUrl), ...settings })()
}
