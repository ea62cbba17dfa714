// Claude thinks and calls a tool, in an agent of LangChain: signed thoughts go back with the result.

import { AnthropicContentFormatter } from '@azureml-endpoints/formatters-anthropic'
import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { createAgent, tool } from 'langchain'
import { z } from 'zod'

const claude = new AzureMLChatOnlineEndpoint({
  endpointUrl: 'https://<your-resource>.services.ai.azure.com/anthropic/v1/messages',
  deploymentName: 'my-claude',
  contentFormatter: new AnthropicContentFormatter({ defaultMaxTokens: 8000 }),
  reasoningEffort: 'medium',
})
const getWeather = tool(({ city }) => `18 degrees and a light wind in ${city}`, {
  name: 'get_weather',
  description: 'Tells the weather in a city.',
  schema: z.object({ city: z.string() }),
})
const agent = createAgent({ model: claude, tools: [getWeather] })
const { messages } = await agent.invoke({ messages: 'What is the weather like in Oslo? Ask get_weather.' })
console.log(messages.at(-1)?.text)
