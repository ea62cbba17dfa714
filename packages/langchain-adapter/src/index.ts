export { AzureMLChatOnlineEndpoint } from './azureml-chat-online-endpoint.ts'
export type {
  AzureMLChatOnlineEndpointCallOptions,
  AzureMLChatOnlineEndpointFields,
  StructuredSchema,
} from './chat-fields.ts'
export {
  AzureMLOnlineEndpoint,
  type AzureMLOnlineEndpointCallOptions,
  type AzureMLOnlineEndpointFields,
} from './azureml-online-endpoint.ts'
export type { EndpointCallOptions, EndpointFields } from './endpoint-fields.ts'
export type { ModelParameters } from './model-parameters.ts'
// What the options above are made of, so that one import is enough.
export { AzureMLEndpointApiType } from '@azureml-endpoints/core'
export { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
