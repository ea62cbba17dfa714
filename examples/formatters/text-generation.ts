// A deployment that goes on with a text: a conversation becomes a prompt by a template.

import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIContentFormatter } from '@azureml-endpoints/formatters-text-generation'

const client = new AzureMLEndpointClient({
  endpointUrl: 'https://<your-endpoint>.<your_region>.inference.ml.azure.com/score',
  endpointApiKey: 'my-api-key',
  contentFormatter: new CustomOpenAIContentFormatter({ chatTemplate: 'llama2' }),
})
const { text } = await client.chat({ messages: [{ role: 'user', content: 'The sea is' }], maxTokens: 100 })
console.log(text)
