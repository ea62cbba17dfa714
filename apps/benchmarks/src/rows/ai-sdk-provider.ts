import type { LanguageModelV4 } from '@ai-sdk/provider'
import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { bareModel, textModel } from './ai-sdk-model.ts'
import { apiKey, type Row } from './row.ts'

/** Our provider, by `doGenerate` and `doStream`. */
export const provider: Row = {
  open: (baseUrl) => bareModel(languageModel(baseUrl)),
}

/** Our provider, through `generateText` and `streamText`. */
export const providerText: Row = {
  open: (baseUrl) => textModel(languageModel(baseUrl)),
}

/** Our provider, through `streamText`, with the deltas of one network read joined. */
export const providerCoalesced: Row = {
  open: (baseUrl) => textModel(languageModel(baseUrl, true)),
}

function languageModel(baseUrl: string, coalesceDeltas = false): LanguageModelV4 {
  return createAzureML({ endpointUrl: `${baseUrl}/v1/chat/completions`, endpointApiKey: apiKey, coalesceDeltas })()
}
