// Mistral on Foundry, with a formatter that keeps its rules for conversations, through LangChain.

import { MistralChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'

const mistral = new AzureMLChatOnlineEndpoint({
  endpointUrl: 'https://<your-resource>.services.ai.azure.com/openai/v1/chat/completions',
  deploymentName: 'my-mistral',
  contentFormatter: MistralChatContentFormatter,
})
const stream = await mistral.stream([
  ['system', 'Answer in French.'],
  ['human', 'What is the capital of Norway?'],
])
for await (const { text } of stream) process.stdout.write(text)
