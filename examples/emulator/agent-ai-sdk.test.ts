// An agent of the AI SDK, with a model that calls the tool you want.

import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { ToolLoopAgent, tool } from 'ai'
import { expect, it } from 'vitest'
import { z } from 'zod'

const getWeather = tool({
  description: 'Tells the weather in a city.',
  inputSchema: z.object({ city: z.string() }),
  execute: ({ city }) => `18 degrees in ${city}`,
})

it('answers from the tool', async () => {
  await using emulator = await startEndpointEmulator({
    replies: [{ toolCalls: [{ name: 'get_weather', arguments: { city: 'Oslo' } }] }, 'It is mild.'],
  })
  const azureML = createAzureML({ endpointUrl: `${emulator.url}/v1/chat/completions`, endpointApiKey: 'my-api-key' })
  const agent = new ToolLoopAgent({ model: azureML(), tools: { get_weather: getWeather } })

  const { text } = await agent.generate({ prompt: 'How is Oslo?' })

  expect(text).toBe('It is mild.')
  expect(JSON.stringify(emulator.requests.at(-1)?.body)).toContain('18 degrees in Oslo')
})
