import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import type { LanguageModelV4 } from '@ai-sdk/provider'
import { bareModel, textModel } from './ai-sdk-model.ts'
import { apiKey, type Row } from './row.ts'

/** `@ai-sdk/openai-compatible`, with `doGenerate` and `doStream`. */
export const openAICompatible: Row = {
  open: (baseUrl) => bareModel(languageModel(baseUrl)),
}

/** `@ai-sdk/openai-compatible`, through `generateText` and `streamText`. */
export const openAICompatibleText: Row = {
  open: (baseUrl) => textModel(languageModel(baseUrl)),
}

function languageModel(baseUrl: string): LanguageModelV4 {
  return createOpenAICompatible({ name: 'peer', baseURL: `${baseUrl}/v1`, apiKey })('llama')
}
