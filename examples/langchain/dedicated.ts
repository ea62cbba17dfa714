// A dedicated endpoint: streaming, structured output and an agent.

import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { createAgent } from 'langchain'
import { z } from 'zod'

const model = new AzureMLChatOnlineEndpoint({
  endpointUrl: 'https://my-endpoint.eastus2.inference.ml.azure.com/score', // dedicated
  endpointApiKey: 'my-api-key',
  contentFormatter: new CustomOpenAIChatContentFormatter(),
})
for await (const chunk of await model.stream('Tell me a story.')) console.log(chunk.text)
const place = await model.withStructuredOutput(z.object({ city: z.string() })).invoke('Where is the Eiffel Tower?')
const agent = createAgent({ model, tools: [] })
const { messages } = await agent.invoke({ messages: [{ role: 'user', content: `Tell me about ${place.city}.` }] })
console.log(messages.at(-1)?.text, place.city)
