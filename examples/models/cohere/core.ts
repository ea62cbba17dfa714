// Cohere on Foundry: an answer from documents, with its sources.

import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CohereV2ContentFormatter } from '@azureml-endpoints/formatters-cohere'

const client = new AzureMLEndpointClient({
  endpointUrl: 'https://<your-resource>.services.ai.azure.com/providers/cohere/v2/chat',
  deploymentName: 'my-command',
  contentFormatter: CohereV2ContentFormatter,
})
const documents = [{ id: 'birds', data: { title: 'Birds', text: 'Puffins nest in burrows.' } }]

const { text, sources } = await client.chat({
  messages: [{ role: 'user', content: 'Where do puffins nest?' }],
  modelKwargs: { documents },
})
console.log(text)
for (const { title } of sources ?? []) console.log('source:', title)
