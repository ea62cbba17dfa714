// What a deployment of Claude can be told once for all requests.

import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { AnthropicContentFormatter } from '@azureml-endpoints/formatters-anthropic'

// #region options
const contentFormatter = new AnthropicContentFormatter({
  defaultMaxTokens: 8000,
  cacheControl: '5m',
  jsonSchema: 'prompt',
})
// #endregion

const client = new AzureMLEndpointClient({
  endpointUrl: 'https://<your-resource>.services.ai.azure.com/anthropic/v1/messages',
  endpointApiKey: 'my-api-key',
  deploymentName: 'my-claude',
  contentFormatter,
})
const { reasoning, text } = await client.chat({
  messages: [{ role: 'user', content: 'Is 1009 a prime?' }],
  reasoningEffort: 'low',
})
console.log(reasoning, text)
