// Cohere on Foundry: an answer from documents, with its sources, through the AI SDK.

import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { CohereV2ContentFormatter } from '@azureml-endpoints/formatters-cohere'
import { generateText } from 'ai'

const foundry = createAzureML({
  endpointUrl: 'https://<your-resource>.services.ai.azure.com/providers/cohere/v2/chat',
  contentFormatter: CohereV2ContentFormatter,
})
const documents = [{ id: 'birds', data: { title: 'Birds', text: 'Puffins nest in burrows.' } }]

const { text, sources } = await generateText({
  model: foundry('my-command'),
  prompt: 'Where do puffins nest?',
  providerOptions: { azureML: { modelKwargs: { documents } } },
})
console.log(text)
for (const { title } of sources) console.log('source:', title)
