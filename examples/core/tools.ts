// A hand-written tool-calling loop.

import { AzureMLEndpointClient, type ChatMessage } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

const client = new AzureMLEndpointClient({ contentFormatter: CustomOpenAIChatContentFormatter })

const getWeather = {
  name: 'get_weather',
  description: 'Tells the weather in a city.',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
}
const messages: ChatMessage[] = [{ role: 'user', content: 'What is the weather like in Oslo? Ask get_weather.' }]

for (let turn = 0; turn < 5; turn++) {
  const answer = await client.chat({ messages, tools: [getWeather] })
  const { text: content, reasoning, toolCalls, providerData } = answer
  messages.push({ role: 'assistant', content, reasoning, toolCalls, providerData })
  if (answer.finishReason !== 'tool-calls') break
  for (const call of toolCalls) {
    const { city } = JSON.parse(call.arguments) as { city: string }
    messages.push({ role: 'tool', toolCallId: call.id, content: `18 degrees and a light wind in ${city}` })
  }
}
console.log(messages.at(-1)?.content)
