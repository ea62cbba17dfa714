// A call with its own parameters.

import { AzureMLChatOnlineEndpoint, AzureMLEndpointApiType } from '@azureml-endpoints/langchain-adapter'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { HumanMessage } from '@langchain/core/messages'

const chat = new AzureMLChatOnlineEndpoint({
  endpointUrl: 'https://my-endpoint.eastus2.inference.ml.azure.com/v1/chat/completions',
  endpointApiType: AzureMLEndpointApiType.serverless,
  endpointApiKey: 'my-api-key',
  contentFormatter: CustomOpenAIChatContentFormatter,
  modelKwargs: { temperature: 0.8 },
})
const question = new HumanMessage('Will the Collatz conjecture ever be solved?')
const response = await chat.invoke([question], { maxTokens: 512 }) // for this call only
console.log(response.text, response.usage_metadata)
