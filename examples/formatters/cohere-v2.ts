// Version 2 of Cohere's API on Foundry: chat with documents to cite.

import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CohereV2ContentFormatter } from '@azureml-endpoints/formatters-cohere'

const client = new AzureMLEndpointClient({
  endpointUrl: 'https://<your-resource>.services.ai.azure.com/providers/cohere/v2/chat',
  endpointApiKey: 'my-api-key',
  deploymentName: 'my-command',
  contentFormatter: CohereV2ContentFormatter,
})
const documents = [{ id: 'birds', data: { title: 'Birds', text: 'Puffins nest in burrows.' } }]
const { text, sources } = await client.chat({
  messages: [{ role: 'user', content: 'Where do puffins nest?' }],
  modelKwargs: { documents },
})
console.log(text, sources)
