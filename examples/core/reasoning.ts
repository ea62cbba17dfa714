// A model's reasoning, separate from its answer.

import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

const client = new AzureMLEndpointClient({ contentFormatter: CustomOpenAIChatContentFormatter })

const { reasoning, text } = await client.chat({
  messages: [{ role: 'user', content: 'Will the Collatz conjecture ever be solved?' }],
  reasoningEffort: 'low',
})
console.log('thought:', reasoning)
console.log('said:', text)
