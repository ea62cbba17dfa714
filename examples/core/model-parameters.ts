// Named parameters, model-specific parameters, and which take precedence.

import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

const client = new AzureMLEndpointClient({
  contentFormatter: CustomOpenAIChatContentFormatter,
  modelKwargs: { temperature: 0.8, ignore_eos: false },
})
const { request } = await client.chat({
  messages: [{ role: 'user', content: 'Hello' }],
  maxTokens: 512,
  temperature: 0.2,
  modelKwargs: { min_p: 0.1 },
})
console.log(JSON.stringify(request.body))
