// OpenAI's Responses API on Foundry: a tool loop in which the encrypted reasoning goes back with the conversation.

import { AzureMLEndpointClient, type ChatMessage } from '@azureml-endpoints/core'
import { OpenAIResponsesContentFormatter } from '@azureml-endpoints/formatters-openai'

const client = new AzureMLEndpointClient({
  endpointUrl: 'https://<your-resource>.services.ai.azure.com/openai/v1/responses',
  endpointApiKey: 'my-api-key',
  deploymentName: 'my-gpt',
  // #region options
  contentFormatter: new OpenAIResponsesContentFormatter({ reasoningSummary: 'auto' }),
  // #endregion
})

const getWeather = {
  name: 'get_weather',
  description: 'Tells the weather in a city.',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
}
const messages: ChatMessage[] = [{ role: 'user', content: 'What is the weather like in Oslo? Ask get_weather.' }]

for (let turn = 0; turn < 5; turn++) {
  const answer = await client.chat({ messages, tools: [getWeather], reasoningEffort: 'low' })
  const { text: content, reasoning, toolCalls, providerData } = answer
  if (reasoning) console.log('Thought:', reasoning)
  // `providerData` has the encrypted reasoning, which the API needs back.
  messages.push({ role: 'assistant', content, reasoning, toolCalls, providerData })
  if (answer.finishReason !== 'tool-calls') break
  for (const call of toolCalls) {
    messages.push({ role: 'tool', toolCallId: call.id, content: '18 degrees and a light wind' })
  }
}
console.log(messages.at(-1)?.content)
