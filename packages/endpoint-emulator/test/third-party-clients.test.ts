import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import createAzureClient, { isUnexpected } from '@azure-rest/ai-inference'
import { AzureKeyCredential } from '@azure/core-auth'
import { HumanMessage } from '@langchain/core/messages'
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai'
import { APICallError, embedMany, generateText, stepCountIs, streamText, tool } from 'ai'
import OpenAI, { APIError } from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type RunningEndpointEmulator, startEndpointEmulator } from '../src/index.ts'
import { asking, gather } from './posting.ts'

const apiKey = 'the-key'
const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } as const
const weather = {
  type: 'function',
  function: { name: 'weather', description: 'Weather of a city', parameters },
} as const
const routes = [
  { name: 'serverless', base: '/v1' },
  { name: 'foundry', base: '/openai/v1' },
] as const

let emulator: RunningEndpointEmulator

beforeAll(async () => {
  emulator = await startEndpointEmulator({ apiKey })
})

afterAll(() => emulator.close())

describe.each(routes)('the openai SDK on the $name routes', ({ base }) => {
  const client = (): OpenAI => new OpenAI({ apiKey, baseURL: emulator.url + base, maxRetries: 0 })

  it('chats', async () => {
    const made = await client().chat.completions.create({ model: 'm', messages: [{ role: 'user', content: 'Why?' }] })
    expect(made.choices[0]?.message.content).toContain('Why?')
    expect(made.choices[0]?.finish_reason).toBe('stop')
    expect(made.usage?.total_tokens).toBeGreaterThan(2)
  })

  it('streams, with usage', async () => {
    const stream = await client().chat.completions.create({
      model: 'm',
      messages: [{ role: 'user', content: 'Why?' }],
      stream: true,
      stream_options: { include_usage: true },
    })
    const chunks = await gather(stream)
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toContain('Why?')
    expect(chunks.at(-1)?.usage?.completion_tokens).toBeGreaterThan(2)
    expect(chunks.flatMap((chunk) => chunk.choices[0]?.finish_reason ?? [])).toEqual(['stop'])
  })

  it('calls tools through its runner', async () => {
    const seen: unknown[] = []
    const runner = client().chat.completions.runTools({
      model: 'm',
      messages: [{ role: 'user', content: 'How is the weather?' }],
      tools: [
        {
          type: 'function',
          function: {
            name: 'weather',
            description: 'Weather of a city',
            parameters: { ...parameters, required: ['city'] },
            parse: (json: string): object => JSON.parse(json) as object,
            function: (input: object) => `sunny ${seen.push(input)}`,
          },
        },
      ],
    })
    expect(await runner.finalContent()).toContain('sunny 1')
    expect(seen).toEqual([{ city: expect.any(String) }])
  })

  it('embeds', async () => {
    const made = await client().embeddings.create({ model: 'm', input: ['one', 'two'], dimensions: 8 })
    expect(made.data.map(({ embedding }) => embedding.length)).toEqual([8, 8])
    expect(Math.hypot(...(made.data[0]?.embedding ?? []))).toBeCloseTo(1, 5)
  })

  it('reads errors', async () => {
    const stranger = new OpenAI({ apiKey: 'wrong', baseURL: emulator.url + base, maxRetries: 0 })
    const failing = stranger.chat.completions.create({ model: 'm', messages: [{ role: 'user', content: 'Why?' }] })
    await expect(failing).rejects.toMatchObject({ status: 401 } satisfies Partial<APIError>)
  })
})

describe('@langchain/openai', () => {
  it('invokes and streams', async () => {
    const message = await model().invoke([new HumanMessage('Why?')])
    expect(message.content).toContain('Why?')
    expect(message.usage_metadata?.output_tokens).toBeGreaterThan(2)
    const chunks = await gather(await model().stream('Why?'))
    expect(chunks.map((chunk) => String(chunk.content)).join('')).toBe(message.content)
  })

  it('binds tools and reads structured output', async () => {
    const called = await model().bindTools([weather]).invoke('How is the weather?')
    expect(called.tool_calls).toMatchObject([{ name: 'weather', args: { city: expect.any(String) } }])
    const schema = z.object({ sides: z.int().min(3).max(9), name: z.string() })
    const shape = await model().withStructuredOutput(schema, { method: 'jsonSchema' }).invoke('Which shape?')
    expect(schema.parse(shape)).toEqual(shape)
  })

  it('embeds', async () => {
    const embeddings = new OpenAIEmbeddings({ model: 'm', apiKey, configuration: { baseURL: `${emulator.url}/v1` } })
    expect(await embeddings.embedQuery('one')).toHaveLength(64)
  })
})

describe('@ai-sdk/openai-compatible', () => {
  it('generates and streams', async () => {
    const made = await generateText({ model: provider().chatModel('m'), prompt: 'Why?' })
    expect(made.text).toContain('Why?')
    const streamed = streamText({ model: provider().chatModel('m'), prompt: 'Why?' })
    expect(await streamed.text).toBe(made.text)
    expect((await streamed.usage).outputTokens).toBeGreaterThan(2)
  })

  it('runs a tool loop to its end', async () => {
    const tools = {
      weather: tool({ inputSchema: z.object({ city: z.string() }), execute: async () => 'rain all day' }),
    }
    const made = await generateText({
      model: provider().chatModel('m'),
      prompt: 'Weather?',
      tools,
      stopWhen: stepCountIs(3),
    })
    expect(made.text).toContain('rain all day')
    expect(made.steps).toHaveLength(2)
  })

  it('embeds', async () => {
    const made = await embedMany({ model: provider().embeddingModel('m'), values: ['one', 'two'] })
    expect(made.embeddings).toHaveLength(2)
  })

  it('reads errors', async () => {
    emulator.fail({ status: 429, retryAfter: 3, times: 1 })
    const failing = generateText({ model: provider().chatModel('m'), prompt: 'Why?', maxRetries: 0 })
    await expect(failing).rejects.toMatchObject({ statusCode: 429, isRetryable: true } satisfies Partial<APICallError>)
  })
})

describe.each([
  { name: 'serverless', base: '' },
  { name: 'foundry', base: '/models' },
])('@azure-rest/ai-inference on the $name routes', ({ base }) => {
  const client = (key = apiKey) => {
    return createAzureClient(emulator.url + base, new AzureKeyCredential(key), {
      allowInsecureConnection: true,
      retryOptions: { maxRetries: 0 },
    })
  }

  it('chats and calls tools', async () => {
    const made = await client()
      .path('/chat/completions')
      .post({ body: { model: 'm', messages: asking('Why?') } })
    if (isUnexpected(made)) throw new Error(JSON.stringify(made.body))
    expect(made.body.choices[0]?.message.content).toContain('Why?')
    const body = { model: 'm', messages: asking('Weather?'), tools: [weather] }
    const called = await client().path('/chat/completions').post({ body })
    if (isUnexpected(called)) throw new Error(JSON.stringify(called.body))
    expect(called.body.choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: { tool_calls: [{ function: { name: 'weather' } }] },
    })
  })

  it('streams, with usage on the last chunk', async () => {
    const body = { model: 'm', messages: asking('Why?'), stream: true }
    const made = await client().path('/chat/completions').post({ body }).asNodeStream()
    const text = await gather(made.body as AsyncIterable<Uint8Array>).then((parts) => Buffer.concat(parts).toString())
    const events = text
      .split('\n\n')
      .filter((one) => one.startsWith('data: {'))
      .map((one) => JSON.parse(one.slice(6)))
    expect(events.at(-1)).toMatchObject({
      choices: [{ finish_reason: 'stop' }],
      usage: { prompt_tokens: expect.any(Number) },
    })
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true)
  })

  it('embeds', async () => {
    const made = await client()
      .path('/embeddings')
      .post({ body: { model: 'm', input: ['one'] } })
    if (isUnexpected(made)) throw new Error(JSON.stringify(made.body))
    expect(made.body.data[0]?.embedding).toHaveLength(64)
  })

  it('reads errors', async () => {
    const made = await client('wrong')
      .path('/chat/completions')
      .post({ body: { model: 'm', messages: asking('Why?') } })
    expect(isUnexpected(made)).toBe(true)
    expect(made.status).toBe('401')
  })
})

function model(): ChatOpenAI {
  return new ChatOpenAI({ model: 'm', apiKey, maxRetries: 0, configuration: { baseURL: `${emulator.url}/v1` } })
}

function provider(): ReturnType<typeof createOpenAICompatible> {
  return createOpenAICompatible({ name: 'azure', apiKey, baseURL: `${emulator.url}/v1`, includeUsage: true })
}
