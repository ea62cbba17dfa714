// Mistral on Foundry, with a formatter that keeps its rules for conversations.

import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { MistralChatContentFormatter } from '@azureml-endpoints/formatters-openai'

const client = new AzureMLEndpointClient({
  endpointUrl: 'https://<your-resource>.services.ai.azure.com/openai/v1/chat/completions',
  deploymentName: 'my-mistral',
  contentFormatter: MistralChatContentFormatter,
})
const messages = [
  { role: 'system', content: 'Answer in French.' },
  { role: 'user', content: 'What is the capital of Norway?' },
] as const
for await (const { text } of client.stream({ messages })) process.stdout.write(text ?? '')
