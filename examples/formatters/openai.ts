// A formatter for models that use OpenAI's chat format.

import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

const client = new AzureMLEndpointClient({
  endpointUrl: 'https://<your-endpoint>.<your_region>.inference.ml.azure.com/score',
  endpointApiKey: 'my-api-key',
  contentFormatter: CustomOpenAIChatContentFormatter,
})
const { text } = await client.chat({ messages: [{ role: 'user', content: 'Hello' }], maxTokens: 100 })
console.log(text)
