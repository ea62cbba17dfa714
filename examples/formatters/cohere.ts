// Cohere's native chat format; its path does not imply an API type.

import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CohereContentFormatter } from '@azureml-endpoints/formatters-cohere'

const client = new AzureMLEndpointClient({
  endpointUrl: 'https://<your-endpoint>.<your_region>.models.ai.azure.com/v1/chat',
  endpointApiType: 'serverless',
  endpointApiKey: 'my-api-key',
  contentFormatter: CohereContentFormatter,
})
const { text } = await client.chat({ messages: [{ role: 'user', content: 'Hello' }], maxTokens: 100 })
console.log(text)
