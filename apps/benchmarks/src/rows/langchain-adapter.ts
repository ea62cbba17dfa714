import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { eventsModel, invokedModel } from './langchain-model.ts'
import { apiKey, type Row } from './row.ts'

/** Our LangChain model, by `invoke` and `stream`. */
export const langchain: Row = {
  open: (baseUrl) => invokedModel(chatModel(baseUrl)),
}

/** Our LangChain model, by `streamEvents`. */
export const langchainEvents: Row = {
  open: (baseUrl) => eventsModel(chatModel(baseUrl)),
}

function chatModel(baseUrl: string): AzureMLChatOnlineEndpoint {
  return new AzureMLChatOnlineEndpoint({ endpointUrl: `${baseUrl}/v1/chat/completions`, endpointApiKey: apiKey })
}
