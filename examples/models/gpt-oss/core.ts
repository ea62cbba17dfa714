// gpt-oss on Foundry, with little reasoning.

import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

const client = new AzureMLEndpointClient({
  endpointUrl: 'https://<your-resource>.services.ai.azure.com/openai/v1/chat/completions',
  deploymentName: 'my-gpt-oss',
  contentFormatter: CustomOpenAIChatContentFormatter,
})
const { reasoning, text } = await client.chat({
  messages: [{ role: 'user', content: 'Is 91 a prime number?' }],
  reasoningEffort: 'low',
})
console.log('thought:', reasoning)
console.log('said:', text)
