import AnthropicFoundry from '@anthropic-ai/foundry-sdk'
import Anthropic from '@anthropic-ai/sdk'
import { createAnthropic } from '@ai-sdk/anthropic'
import { generateText, isStepCount, Output, streamText, tool } from 'ai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type RunningEndpointEmulator, startEndpointEmulator } from '../src/index.ts'

const apiKey = 'the-key'
const weather = {
  name: 'weather',
  description: 'Weather of a city',
  input_schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
} as const

let emulator: RunningEndpointEmulator

beforeAll(async () => {
  emulator = await startEndpointEmulator({ apiKey })
})

afterAll(() => emulator.close())

const asking = (content: string): Anthropic.MessageParam[] => [{ role: 'user', content }]

const clients = [
  {
    name: '@anthropic-ai/sdk',
    make: (key = apiKey) => new Anthropic({ apiKey: key, baseURL: `${emulator.url}/anthropic`, maxRetries: 0 }),
  },
  {
    name: '@anthropic-ai/foundry-sdk',
    make: (key = apiKey) => new AnthropicFoundry({ apiKey: key, baseURL: `${emulator.url}/anthropic/`, maxRetries: 0 }),
  },
] as const

describe.each(clients)('$name', ({ make }) => {
  const create = (params: Partial<Anthropic.MessageCreateParamsNonStreaming>): Promise<Anthropic.Message> =>
    make().messages.create({ model: 'claude', max_tokens: 4096, messages: asking('Why?'), ...params })

  it('chats', async () => {
    const made = await create({ system: 'Be brief.' })
    expect(made).toMatchObject({ role: 'assistant', model: 'claude', stop_reason: 'end_turn' })
    expect(made.content).toMatchObject([{ type: 'text', text: expect.stringContaining('Why?') }])
    expect(made.usage).toMatchObject({ input_tokens: expect.any(Number), cache_read_input_tokens: 0 })
  })

  it('streams what it would have answered whole', async () => {
    const params = {
      model: 'claude',
      max_tokens: 4096,
      messages: asking('Why?'),
      thinking: { type: 'adaptive' },
    } as const
    const stream = make().messages.stream(params)
    const events: string[] = []
    for await (const event of stream) if (events.at(-1) !== event.type) events.push(event.type)
    const final = await stream.finalMessage()
    const whole = await create({ thinking: { type: 'adaptive' } })
    expect(final.content).toEqual(whole.content.map((block) => expect.objectContaining({ type: block.type })))
    expect(texts(final)).toEqual(texts(whole))
    expect(final.usage).toMatchObject({ output_tokens: whole.usage.output_tokens })
    expect(events[0]).toBe('message_start')
    expect(events.slice(-2)).toEqual(['message_delta', 'message_stop'])
  })

  it('runs a tool loop with signed thoughts', async () => {
    const messages = asking('How is the weather?')
    const tools = [{ ...weather, input_schema: { ...weather.input_schema, required: ['city'] } }]
    const thinking = { type: 'enabled', budget_tokens: 1024 } as const
    const called = await create({ messages, tools, thinking })
    expect(called.stop_reason).toBe('tool_use')
    expect(called.content.map(({ type }) => type)).toEqual(['thinking', 'tool_use'])
    const use = called.content.find((block) => block.type === 'tool_use')
    messages.push({ role: 'assistant', content: called.content })
    messages.push({
      role: 'user',
      content: [{ type: 'tool_result', tool_use_id: use?.id ?? '', content: 'all sunny' }],
    })
    const made = await create({ messages, tools, thinking })
    expect(texts(made)).toContain('all sunny')
  })

  it('counts tokens', async () => {
    const counted = await make().messages.countTokens({ model: 'claude', messages: asking('Why is it so?') })
    expect(counted.input_tokens).toBeGreaterThan(2)
  })

  it('reads errors', async () => {
    await expect(make('wrong').messages.create({ model: 'm', max_tokens: 1, messages: asking('x') })).rejects.toThrow(
      Anthropic.AuthenticationError,
    )
    emulator.fail({ status: 529, times: 1 })
    const failing = create({})
    await expect(failing).rejects.toMatchObject({ status: 529, error: { error: { type: 'overloaded_error' } } })
  })
})

describe('@ai-sdk/anthropic', () => {
  const model = () => createAnthropic({ apiKey, baseURL: `${emulator.url}/anthropic/v1` })('claude-sonnet-4-6')
  const tools = {
    weather: tool({ inputSchema: z.object({ city: z.string() }), execute: async () => 'rain all day' }),
  }

  it('generates and streams', async () => {
    const made = await generateText({ model: model(), prompt: 'Why?' })
    expect(made.text).toContain('Why?')
    const streamed = streamText({ model: model(), prompt: 'Why?' })
    expect(await streamed.text).toBe(made.text)
    expect((await streamed.usage).inputTokens).toBe(made.usage.inputTokens)
  })

  it.each(['generateText', 'streamText'])('runs a tool loop with thoughts through %s', async (name) => {
    const providerOptions = { anthropic: { thinking: { type: 'adaptive' as const } } }
    const asked = { model: model(), prompt: 'Weather?', tools, providerOptions, stopWhen: isStepCount(4) }
    const made = name === 'generateText' ? await generateText(asked) : streamText(asked)
    expect(await made.text).toContain('rain all day')
    expect(await made.steps).toHaveLength(2)
    expect((await made.steps)[0]?.reasoningText).toContain('I only pretend to think')
  })

  it('gets JSON that matches a schema', async () => {
    const output = Output.object({ schema: z.object({ city: z.string(), high: z.boolean() }) })
    const made = await generateText({ model: model(), prompt: 'Where?', output })
    expect(made.output).toEqual({ city: expect.any(String), high: expect.any(Boolean) })
  })
})

function texts({ content }: Anthropic.Message): string {
  return content.map((block) => (block.type === 'text' ? block.text : '')).join('')
}
