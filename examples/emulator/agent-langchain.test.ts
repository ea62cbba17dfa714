// An agent of LangChain, with a model that calls the tool you want.

import { startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { createAgent, tool } from 'langchain'
import { expect, it } from 'vitest'
import { z } from 'zod'

const getWeather = tool(({ city }) => `18 degrees in ${city}`, {
  name: 'get_weather',
  description: 'Tells the weather in a city.',
  schema: z.object({ city: z.string() }),
})

it('answers from the tool', async () => {
  await using emulator = await startEndpointEmulator({
    replies: [{ toolCalls: [{ name: 'get_weather', arguments: { city: 'Oslo' } }] }, 'It is mild.'],
  })
  const endpointUrl = `${emulator.url}/v1/chat/completions`
  const model = new AzureMLChatOnlineEndpoint({ endpointUrl, endpointApiKey: 'my-api-key' })
  const agent = createAgent({ model, tools: [getWeather] })

  const { messages } = await agent.invoke({ messages: [{ role: 'user', content: 'How is Oslo?' }] })

  expect(messages.at(-1)?.text).toBe('It is mild.')
  expect(JSON.stringify(emulator.requests.at(-1)?.body)).toContain('18 degrees in Oslo')
})
