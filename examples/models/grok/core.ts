// Grok on Foundry: the effort, and the tokens it spent on reasoning.

import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

const client = new AzureMLEndpointClient({
  endpointUrl: 'https://<your-resource>.services.ai.azure.com/openai/v1/chat/completions',
  deploymentName: 'my-grok',
  contentFormatter: CustomOpenAIChatContentFormatter,
})
const { text, usage } = await client.chat({
  messages: [{ role: 'user', content: 'Plan a day in Oslo.' }],
  reasoningEffort: 'low',
})
console.log(text)
console.log('tokens:', usage?.outputTokens, 'of which reasoning:', usage?.reasoningTokens)
