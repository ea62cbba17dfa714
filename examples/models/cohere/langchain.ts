// Cohere on Foundry: an answer from documents, with its sources, through LangChain.

import { CohereV2ContentFormatter } from '@azureml-endpoints/formatters-cohere'
import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'

const command = new AzureMLChatOnlineEndpoint({
  endpointUrl: 'https://<your-resource>.services.ai.azure.com/providers/cohere/v2/chat',
  deploymentName: 'my-command',
  contentFormatter: CohereV2ContentFormatter,
})
const documents = [{ id: 'birds', data: { title: 'Birds', text: 'Puffins nest in burrows.' } }]

const { text, contentBlocks } = await command.invoke('Where do puffins nest?', { modelKwargs: { documents } })
console.log(text)
for (const block of contentBlocks) {
  if (block.type !== 'text') continue
  for (const source of block.annotations ?? []) if (source.type === 'citation') console.log('source:', source.title)
}
