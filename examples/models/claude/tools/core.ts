// Claude on Foundry thinks, and calls a tool: the signed thoughts go back with the result.

import { AzureMLEndpointClient, type ChatMessage } from '@azureml-endpoints/core'
import { AnthropicContentFormatter } from '@azureml-endpoints/formatters-anthropic'

const client = new AzureMLEndpointClient({
  endpointUrl: 'https://<your-resource>.services.ai.azure.com/anthropic/v1/messages',
  deploymentName: 'my-claude',
  contentFormatter: new AnthropicContentFormatter({ defaultMaxTokens: 8000 }),
})
const tools = [
  {
    name: 'get_weather',
    description: 'Tells the weather in a city.',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
]
const messages: ChatMessage[] = [{ role: 'user', content: 'What is the weather like in Oslo? Ask get_weather.' }]

for (let turn = 0; turn < 5; turn++) {
  const answer = await client.chat({ messages, tools, reasoningEffort: 'medium' })
  const { text: content, reasoning, toolCalls, providerData } = answer
  messages.push({ role: 'assistant', content, reasoning, toolCalls, providerData })
  if (answer.finishReason !== 'tool-calls') break
  for (const call of toolCalls) {
    const { city } = JSON.parse(call.arguments) as { city: string }
    messages.push({ role: 'tool', toolCallId: call.id, content: `18 degrees and a light wind in ${city}` })
  }
}
console.log(messages.at(-1)?.content)
