import { CohereV2ContentFormatter } from '@azureml-endpoints/formatters-cohere'
import { startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { createAgent, tool } from 'langchain'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { AzureMLChatOnlineEndpoint } from '../src/index.ts'

const getWeather = tool(({ city }: { city: string }) => `Rain in ${city}`, {
  name: 'get_weather',
  description: 'Tells the weather.',
  schema: z.object({ city: z.string() }),
})
const weatherOf = (city: string): { name: string; arguments: object } => ({ name: 'get_weather', arguments: { city } })
const replies = [
  { reasoning: 'Oslo first.', toolCalls: [weatherOf('Oslo')] },
  { text: 'Now both others.', toolCalls: [weatherOf('Rome'), weatherOf('Bonn')] },
  { reasoning: 'All three.', text: 'Take a coat.' },
]

describe.each([false, true])('an agent with Cohere (streaming: %s)', (streaming) => {
  it('sends thinking and plans back as they came, in a loop of three steps', async () => {
    await using emulator = await startEndpointEmulator({ replies })
    const model = new AzureMLChatOnlineEndpoint({
      endpointUrl: `${emulator.url}/v2/chat`,
      endpointApiKey: 'made-up-key',
      contentFormatter: CohereV2ContentFormatter,
      streaming,
    })
    const { messages } = await createAgent({ model, tools: [getWeather] }).invoke({
      messages: [{ role: 'user', content: 'Coat?' }],
    })
    expect(messages.at(-1)?.text).toBe('Take a coat.')
    expect(emulator.requests[2]?.body).toMatchObject({
      messages: [
        { role: 'user', content: 'Coat?' },
        { role: 'assistant', content: [{ type: 'thinking', thinking: 'Oslo first.' }], tool_calls: [{}] },
        { role: 'tool', content: 'Rain in Oslo' },
        { role: 'assistant', tool_plan: 'Now both others.', tool_calls: [{}, {}] },
        { role: 'tool', content: 'Rain in Rome' },
        { role: 'tool', content: 'Rain in Bonn' },
      ],
    })
  })
})
