// A conversation is an array that you keep; the client is stateless.

import { AzureMLEndpointClient, type ChatMessage } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

const client = new AzureMLEndpointClient({ contentFormatter: CustomOpenAIChatContentFormatter })

const messages: ChatMessage[] = [{ role: 'system', content: 'Answer in one sentence.' }]
for (const question of ['What is the Collatz conjecture?', 'Who is it named after?']) {
  messages.push({ role: 'user', content: question })
  const { text, reasoning } = await client.chat({ messages })
  messages.push({ role: 'assistant', content: text, reasoning })
  console.log(text)
}
