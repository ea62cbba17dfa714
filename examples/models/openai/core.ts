// GPT on Foundry: the Responses API, with a summary of the reasoning.

import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { OpenAIResponsesContentFormatter } from '@azureml-endpoints/formatters-openai'

const client = new AzureMLEndpointClient({
  endpointUrl: 'https://<your-resource>.services.ai.azure.com/openai/v1/responses',
  deploymentName: 'my-gpt',
  contentFormatter: new OpenAIResponsesContentFormatter({ reasoningSummary: 'auto' }),
})
const { reasoning, text } = await client.chat({
  messages: [{ role: 'user', content: 'Is 91 a prime number?' }],
  reasoningEffort: 'low',
})
console.log('thought:', reasoning)
console.log('said:', text)
