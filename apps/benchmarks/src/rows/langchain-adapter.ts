import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { nodeFetch } from '@azureml-endpoints/node-transport'
import { endpointOf } from './endpoint-of.ts'
import { eventsModel, invokedModel } from './langchain-model.ts'
import type { Row } from './row.ts'

/** Our LangChain model, with `invoke` and `stream`. */
export const langchain: Row = {
  open: (baseUrl) => invokedModel(chatModel(baseUrl)),
}

/** The same over `node:http`. */
export const langchainOverNode: Row = {
  open: (baseUrl) => invokedModel(chatModel(baseUrl, nodeFetch)),
}

/** Our LangChain model, with `streamEvents`. */
export const langchainEvents: Row = {
  open: (baseUrl) => eventsModel(chatModel(baseUrl)),
}

function chatModel(baseUrl: string, fetchNow?: typeof fetch): AzureMLChatOnlineEndpoint {
  return new AzureMLChatOnlineEndpoint({ ...endpointOf(baseUrl), fetch: fetchNow })
}
