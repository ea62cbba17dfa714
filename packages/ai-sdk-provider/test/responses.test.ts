import { type RunningEndpointEmulator, startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { OpenAIResponsesContentFormatter } from '@azureml-endpoints/formatters-openai'
import { generateText, isStepCount, streamText, tool } from 'ai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createAzureML } from '../src/index.ts'

interface Inputs {
  readonly input: readonly { readonly type?: string }[]
}

let emulator: RunningEndpointEmulator

beforeAll(async () => {
  emulator = await startEndpointEmulator()
})

afterAll(() => emulator.close())

const tools = { weather: tool({ inputSchema: z.object({ city: z.string() }), execute: async () => '-3' }) }

describe.each(['generateText', 'streamText'])('%s on the Responses API', (way) => {
  it('sends all encrypted reasoning back in a tool loop of three steps', async () => {
    const toolCalls = [{ name: 'weather', arguments: { city: 'Oslo' } }]
    for (const reasoning of ['First thought.', 'Second thought.']) emulator.reply({ reasoning, toolCalls })
    emulator.reply({ reasoning: 'Third thought.', text: 'Cold.' })
    const azureML = createAzureML({
      endpointUrl: `${emulator.url}/openai/v1/responses`,
      endpointApiKey: 'made-up-key',
      contentFormatter: new OpenAIResponsesContentFormatter({ reasoningSummary: 'auto' }),
      modelKwargs: { model: 'gpt-5' },
    })
    const asked = { model: azureML(), prompt: 'Weather?', tools, stopWhen: isStepCount(5), maxRetries: 0 }
    const made = way === 'generateText' ? await generateText(asked) : streamText(asked)
    expect(await made.text).toBe('Cold.')
    const steps = await made.steps
    expect(steps.map(({ reasoningText }) => reasoningText)).toEqual([
      'First thought.',
      'Second thought.',
      'Third thought.',
    ])
    const input = (emulator.requests.at(-1)?.body as Inputs | undefined)?.input ?? []
    expect(input.filter(({ type }) => type === 'reasoning')).toHaveLength(2)
  })
})
