// An agent with a tool.

import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { createAgent, tool } from 'langchain'
import { z } from 'zod'

const getWeather = tool(({ city }) => `18 degrees and a light wind in ${city}`, {
  name: 'get_weather',
  description: 'Tells the weather in a city.',
  schema: z.object({ city: z.string() }),
})
const agent = createAgent({ model: new AzureMLChatOnlineEndpoint(), tools: [getWeather], systemPrompt: 'Be brief.' })

const { messages } = await agent.invoke({
  messages: [{ role: 'user', content: 'What is the weather like in Oslo? Ask get_weather.' }],
})
console.log(messages.map(({ type }) => type).join(' '))
console.log(messages.at(-1)?.text)
