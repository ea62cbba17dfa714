// Claude on Foundry: the Messages API, which requires `maxTokens`.

import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { AnthropicContentFormatter } from '@azureml-endpoints/formatters-anthropic'

const client = new AzureMLEndpointClient({
  endpointUrl: 'https://<your-resource>.services.ai.azure.com/anthropic/v1/messages',
  endpointApiKey: 'my-api-key',
  deploymentName: 'my-claude',
  contentFormatter: AnthropicContentFormatter,
})
const { text } = await client.chat({ messages: [{ role: 'user', content: 'Hello' }], maxTokens: 1000 })
console.log(text)
