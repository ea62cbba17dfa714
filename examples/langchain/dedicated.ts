// A dedicated endpoint: a stream, an agent with a tool, and structured output.

import { AzureMLChatOnlineEndpoint, AzureMLEndpointApiType } from '@azureml-endpoints/langchain-adapter'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { createAgent, tool } from 'langchain'
import { z } from 'zod'

const model = new AzureMLChatOnlineEndpoint({
  endpointUrl: 'https://my-endpoint.eastus2.inference.ml.azure.com/score',
  endpointApiType: AzureMLEndpointApiType.dedicated,
  endpointApiKey: 'my-api-key',
  contentFormatter: new CustomOpenAIChatContentFormatter(),
})
for await (const chunk of await model.stream('Tell me a story.')) console.log(chunk.text)

const schema = z.object({ city: z.string() })
const getWeather = tool(({ city }) => `Sunny in ${city}`, {
  name: 'get_weather',
  description: 'Tells the weather.',
  schema,
})
const agent = createAgent({ model, tools: [getWeather] })
const { messages } = await agent.invoke({ messages: [{ role: 'user', content: 'How is the weather in Oslo?' }] })

const place = await model.withStructuredOutput(schema, { method: 'jsonSchema' }).invoke('Where is the Eiffel Tower?')
console.log(messages.at(-1)?.text, place.city)
