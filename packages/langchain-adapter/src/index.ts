export { AzureMLChatOnlineEndpoint } from './azureml-chat-online-endpoint.ts'
export type { BoundChatModel } from './bound-chat-model.ts'
export type {
  AzureMLChatOnlineEndpointCallOptions,
  AzureMLChatOnlineEndpointFields,
  OutputFields,
  StructuredSchema,
} from './settings/chat-fields.ts'
export {
  AzureMLOnlineEndpoint,
  type AzureMLOnlineEndpointCallOptions,
  type AzureMLOnlineEndpointFields,
} from './azureml-online-endpoint.ts'
export { AzureMLEmbeddings, type AzureMLEmbeddingsFields } from './azureml-embeddings.ts'
export {
  AzureMLRerank,
  type AzureMLRerankFields,
  type RelevanceScore,
  type RerankCallOptions,
} from './azureml-rerank.ts'
export type { OperationFields } from './settings/operation-fields.ts'
export type { EndpointCallOptions, EndpointFields } from './settings/endpoint-fields.ts'
export type { ModelParameters } from './settings/model-parameters.ts'
// Exported again so that users need only one import.
export {
  AzureMLEndpointApiType,
  AzureMLError,
  ConfigurationError,
  EndpointError,
  FormatError,
} from '@azureml-endpoints/core'
export { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
