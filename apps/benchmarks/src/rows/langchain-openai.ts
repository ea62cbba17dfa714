import { ChatOpenAI } from '@langchain/openai'
import { eventsModel, invokedModel } from './langchain-model.ts'
import { apiKey, type Row } from './row.ts'

/** `@langchain/openai`, with `invoke` and `stream`. */
export const langchainOpenAI: Row = {
  open: (baseUrl) => invokedModel(chatModel(baseUrl)),
}

/** `@langchain/openai`, with `streamEvents`. */
export const langchainOpenAIEvents: Row = {
  open: (baseUrl) => eventsModel(chatModel(baseUrl)),
}

function chatModel(baseUrl: string): ChatOpenAI {
  return new ChatOpenAI({ model: 'llama', apiKey, configuration: { baseURL: `${baseUrl}/v1` } })
}
