// A model that thinks between tool calls: its reasoning goes back with the tool results, and is separate from the answer.

import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { createAgent, tool } from 'langchain'
import { z } from 'zod'

const getWeather = tool(({ city }) => `18 degrees in ${city}`, {
  name: 'get_weather',
  description: 'Tells the weather in a city.',
  schema: z.object({ city: z.string() }),
})
const model = new AzureMLChatOnlineEndpoint({ reasoningEffort: 'low' })
const agent = createAgent({ model, tools: [getWeather] })

const { messages } = await agent.invoke({ messages: [{ role: 'user', content: 'Do I need a coat in Oslo?' }] })
for (const { contentBlocks } of messages) {
  for (const block of contentBlocks) {
    if (block.type === 'reasoning') console.log('thought:', block.reasoning)
    if (block.type === 'text') console.log('said:', block.text)
  }
}
