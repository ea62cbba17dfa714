// A text-completion deployment: a template turns the conversation into a prompt.

import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIContentFormatter } from '@azureml-endpoints/formatters-text-generation'

const client = new AzureMLEndpointClient({
  endpointUrl: 'https://<your-endpoint>.<your_region>.inference.ml.azure.com/score',
  endpointApiKey: 'my-api-key',
  contentFormatter: new CustomOpenAIContentFormatter({ chatTemplate: 'llama2' }),
})
const { text } = await client.chat({ messages: [{ role: 'user', content: 'The sea is' }], maxTokens: 100 })
console.log(text)
