import { createOpenAI } from '@ai-sdk/openai'
import { HumanMessage } from '@langchain/core/messages'
import { tool as langchainTool } from '@langchain/core/tools'
import { ChatOpenAI } from '@langchain/openai'
import { generateText, isStepCount, Output, streamText, tool } from 'ai'
import OpenAI from 'openai'
import type { ResponseInput } from 'openai/resources/responses/responses'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type RunningEndpointEmulator, startEndpointEmulator } from '../src/index.ts'

const apiKey = 'the-key'
const parameters = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
  additionalProperties: false,
}
const weather = {
  type: 'function',
  name: 'weather',
  description: 'Weather of a city',
  parameters,
  strict: true,
} as const
const stateless = { store: false, include: ['reasoning.encrypted_content' as const] }
const thinking = { effort: 'low', summary: 'auto' } as const

let emulator: RunningEndpointEmulator

beforeAll(async () => {
  emulator = await startEndpointEmulator({ apiKey })
})

afterAll(() => emulator.close())

describe('the openai SDK', () => {
  const client = (): OpenAI => new OpenAI({ apiKey, baseURL: `${emulator.url}/openai/v1`, maxRetries: 0 })

  it('creates a response', async () => {
    const made = await client().responses.create({ model: 'gpt-5', instructions: 'Be brief.', input: 'Why?' })
    expect(made.output_text).toContain('Why?')
    expect(made).toMatchObject({ status: 'completed', error: null, instructions: 'Be brief.' })
    expect(made.usage?.total_tokens).toBeGreaterThan(2)
  })

  it('streams what it would have created', async () => {
    const stream = client().responses.stream({ model: 'gpt-5', input: 'Why?', reasoning: thinking, ...stateless })
    const types = new Set<string>()
    for await (const event of stream) types.add(event.type)
    const final = await stream.finalResponse()
    const whole = await client().responses.create({ model: 'gpt-5', input: 'Why?', reasoning: thinking, ...stateless })
    expect(final.output_text).toBe(whole.output_text)
    expect(final.output.map(({ type }) => type)).toEqual(['reasoning', 'message'])
    expect(final.usage).toEqual(whole.usage)
    for (const type of ['response.created', 'response.reasoning_summary_text.delta', 'response.output_text.done']) {
      expect(types).toContain(type)
    }
  })

  it.each(['stateless', 'stored', 'previous_response_id'])('runs a tool loop with reasoning (%s)', async (how) => {
    const input: ResponseInput = [{ role: 'user', content: 'How is the weather?' }]
    const fixed = { model: 'gpt-5', tools: [weather], reasoning: thinking, ...(how === 'stateless' ? stateless : {}) }
    const called = await client().responses.create({ ...fixed, input })
    expect(called.output.map(({ type }) => type)).toEqual(['reasoning', 'function_call'])
    const call = called.output.find((item) => item.type === 'function_call')
    const output = { type: 'function_call_output', call_id: call?.call_id ?? '', output: 'all sunny' } as const
    const made =
      how === 'previous_response_id'
        ? await client().responses.create({ ...fixed, input: [output], previous_response_id: called.id })
        : await client().responses.create({ ...fixed, input: [...input, ...(called.output as ResponseInput), output] })
    expect(made.output_text).toContain('all sunny')
  })

  it('parses JSON that matches a schema', async () => {
    const format = { type: 'json_schema', name: 'weather', strict: true, schema: parameters } as const
    const made = await client().responses.parse({ model: 'gpt-5', input: 'Where?', text: { format } })
    expect(JSON.parse(made.output_text)).toEqual({ city: expect.any(String) })
  })

  it('reads errors, and responses that failed or were cut', async () => {
    const create = (): Promise<OpenAI.Responses.Response> => client().responses.create({ model: 'm', input: 'Why?' })
    await expect(client().responses.create({ model: 'm', input: [], stop: 'x' } as never)).rejects.toMatchObject({
      status: 400,
      code: 'unknown_parameter',
      param: 'stop',
    })
    emulator.reply({ text: 'Half', finishReason: 'error' })
    expect(await create()).toMatchObject({ status: 'failed', error: { code: 'server_error' } })
    emulator.reply({ text: 'Half', finishReason: 'length' })
    expect(await create()).toMatchObject({ incomplete_details: { reason: 'max_output_tokens' }, output_text: 'Half' })
  })
})

describe('@ai-sdk/openai', () => {
  const model = () => createOpenAI({ apiKey, baseURL: `${emulator.url}/openai/v1` }).responses('gpt-5')
  const tools = { weather: tool({ inputSchema: z.object({ city: z.string() }), execute: async () => 'rain all day' }) }

  it('generates and streams', async () => {
    const made = await generateText({ model: model(), prompt: 'Why?' })
    expect(made.text).toContain('Why?')
    const streamed = streamText({ model: model(), prompt: 'Why?' })
    expect(await streamed.text).toBe(made.text)
    expect((await streamed.usage).inputTokens).toBe(made.usage.inputTokens)
  })

  it.each([
    ['generateText', true],
    ['generateText', false],
    ['streamText', true],
    ['streamText', false],
  ])('runs a tool loop with reasoning through %s, stored: %s', async (name, store) => {
    const openai = { store, reasoningEffort: 'low', reasoningSummary: 'auto' } as const
    const asked = { model: model(), prompt: 'Weather?', tools, providerOptions: { openai }, stopWhen: isStepCount(4) }
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

describe('@langchain/openai', () => {
  it('runs a tool loop with reasoning', async () => {
    const chat = new ChatOpenAI({
      model: 'gpt-5',
      apiKey,
      maxRetries: 0,
      useResponsesApi: true,
      zdrEnabled: true,
      reasoning: thinking,
      configuration: { baseURL: `${emulator.url}/openai/v1` },
    }).bindTools([langchainTool(() => 'fog', { name: 'weather', schema: z.object({ city: z.string() }) })], stateless)
    const question = new HumanMessage('How is the weather?')
    const called = await chat.invoke([question])
    expect(called.tool_calls).toHaveLength(1)
    const result = { role: 'tool', content: 'fog', tool_call_id: called.tool_calls?.[0]?.id ?? '' }
    const made = await chat.invoke([question, called, result])
    expect(made.text).toContain('fog')
  })
})
