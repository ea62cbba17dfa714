import { type RunningEndpointEmulator, startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { OpenAIResponsesContentFormatter } from '@azureml-endpoints/formatters-openai'
import { tool } from '@langchain/core/tools'
import { createAgent } from 'langchain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { AzureMLChatOnlineEndpoint } from '../src/index.ts'

interface Inputs {
  readonly input: readonly { readonly type?: string }[]
}

let emulator: RunningEndpointEmulator

beforeAll(async () => {
  emulator = await startEndpointEmulator()
})

afterAll(() => emulator.close())

const weather = tool(() => '-3', { name: 'weather', schema: z.object({ city: z.string() }) })

describe.each(['invoke', 'stream'])('an agent on the Responses API, by %s', (way) => {
  it('sends all encrypted reasoning back in a tool loop of three steps', async () => {
    const toolCalls = [{ name: 'weather', arguments: { city: 'Oslo' } }]
    for (const reasoning of ['First thought.', 'Second thought.']) emulator.reply({ reasoning, toolCalls })
    emulator.reply({ reasoning: 'Third thought.', text: 'Cold.' })
    const model = new AzureMLChatOnlineEndpoint({
      endpointUrl: `${emulator.url}/openai/v1/responses`,
      endpointApiKey: 'made-up-key',
      contentFormatter: new OpenAIResponsesContentFormatter({ reasoningSummary: 'auto' }),
      modelKwargs: { model: 'gpt-5' },
      maxRetries: 0,
      streaming: way === 'stream',
    })
    const agent = createAgent({ model, tools: [weather] })
    const { messages } = await agent.invoke({ messages: [{ role: 'user', content: 'Weather?' }] })
    expect(messages.at(-1)?.text).toBe('Cold.')
    const input = (emulator.requests.at(-1)?.body as Inputs | undefined)?.input ?? []
    expect(input.filter(({ type }) => type === 'reasoning')).toHaveLength(2)
  })
})
