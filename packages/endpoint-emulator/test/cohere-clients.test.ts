import { createCohere } from '@ai-sdk/cohere'
import { embedMany, generateText, rerank, stepCountIs, streamText, tool } from 'ai'
import { CohereClientV2, CohereError } from 'cohere-ai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type RunningEndpointEmulator, startEndpointEmulator } from '../src/index.ts'
import { gather } from './posting.ts'

const apiKey = 'the-key'
const weather = {
  type: 'function',
  function: {
    name: 'weather',
    description: 'Weather of a city',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
} as const

let emulator: RunningEndpointEmulator
beforeAll(async () => void (emulator = await startEndpointEmulator({ apiKey })))
afterAll(() => emulator.close())

describe('cohere-ai', () => {
  const client = (token = apiKey): CohereClientV2 => {
    return new CohereClientV2({ token, environment: emulator.url, maxRetries: 0 })
  }
  const question = { role: 'user', content: 'Why?' } as const

  it('chats, with documents and citations', async () => {
    const documents = [{ id: 'd1', data: { title: 'Reasons', text: 'Because.' } }]
    const { message, finishReason, usage } = await client().chat({ model: 'model', messages: [question], documents })
    expect(message.content).toMatchObject([{ type: 'text', text: expect.stringContaining('Why?') }])
    expect(message.citations?.[0]?.sources).toMatchObject([{ type: 'document', id: 'd1' }])
    expect([finishReason, (usage?.tokens?.outputTokens ?? 0) > 2]).toEqual(['COMPLETE', true])
  })

  it('streams text and thinking', async () => {
    const stream = await client().chatStream({ model: 'model', messages: [question], thinking: { type: 'enabled' } })
    const events = await gather(stream)
    const contents = events.flatMap((event) => (event.type === 'content-delta' ? [event.delta?.message?.content] : []))
    expect(contents.map((content) => content?.text ?? '').join('')).toContain('Why?')
    expect(contents.map((content) => content?.thinking ?? '').join('')).not.toBe('')
    expect([events[0]?.type, events.at(-1)?.type]).toEqual(['message-start', 'message-end'])
  })

  it('calls a tool and sends its result', async () => {
    const { message } = await client().chat({ model: 'model', messages: [question], tools: [weather] })
    const [call] = message.toolCalls ?? []
    expect(JSON.parse(call?.function?.arguments ?? '')).toEqual({ city: expect.any(String) })
    const result = { role: 'tool', toolCallId: call?.id ?? '', content: '{"sky":"blue"}' } as const
    const messages = [question, { ...message, role: 'assistant' } as const, result]
    const answer = await client().chat({ model: 'model', messages, tools: [weather] })
    expect(answer.finishReason).toBe('COMPLETE')
    const stream = await client().chatStream({ model: 'model', messages: [question], tools: [weather] })
    const types = new Set((await gather(stream)).map(({ type }) => type))
    expect([...types]).toEqual(['message-start', 'tool-call-start', 'tool-call-delta', 'tool-call-end', 'message-end'])
  })

  it('embeds and reranks', async () => {
    const { embeddings } = await client().embed({
      model: 'model',
      inputType: 'search_query',
      texts: ['one', 'two'],
      embeddingTypes: ['float'],
    })
    expect(embeddings.float?.map((vector) => vector.length)).toEqual([64, 64])
    const documents = ['a hat', 'a red coat']
    const { results } = await client().rerank({ model: 'model', query: 'coat', documents, topN: 1 })
    expect(results).toMatchObject([{ index: 1 }])
  })

  it('reads errors', async () => {
    const failing = client().chat({ model: 'model', messages: [{ role: 'user', content: '' }] })
    const error: unknown = await failing.catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(CohereError)
    expect(error).toMatchObject({ statusCode: 400, body: { message: 'message must not be empty in a turn' } })
    await expect(client('wrong').embed({ model: 'm', inputType: 'search_query', texts: ['a'] })).rejects.toMatchObject({
      statusCode: 401,
    })
  })
})

describe('@ai-sdk/cohere', () => {
  const provider = (): ReturnType<typeof createCohere> => createCohere({ apiKey, baseURL: `${emulator.url}/v2` })

  it('generates and streams', async () => {
    const made = await generateText({ model: provider()('model'), prompt: 'Why?' })
    expect(made.text).toContain('Why?')
    const streamed = streamText({ model: provider()('model'), prompt: 'Why?' })
    expect(await streamed.text).toBe(made.text)
    expect((await streamed.usage).outputTokens).toBeGreaterThan(2)
  })

  it('calls tools in a loop', async () => {
    const seen: unknown[] = []
    const execute = async (input: object): Promise<string> => `sunny ${seen.push(input)}`
    const tools = { weather: tool({ inputSchema: z.object({ city: z.string() }), execute }) }
    const made = await generateText({
      model: provider()('model'),
      prompt: 'The weather?',
      tools,
      stopWhen: stepCountIs(3),
    })
    expect(seen).toEqual([{ city: expect.any(String) }])
    expect(made.steps.map(({ finishReason }) => finishReason)).toEqual(['tool-calls', 'stop'])
  })

  it('embeds and reranks', async () => {
    const { embeddings } = await embedMany({ model: provider().embeddingModel('model'), values: ['one', 'two'] })
    expect(embeddings.map((vector) => vector.length)).toEqual([64, 64])
    const documents = ['a hat', 'a red coat']
    const { ranking } = await rerank({ model: provider().rerankingModel('model'), query: 'coat', documents, topN: 1 })
    expect(ranking).toMatchObject([{ originalIndex: 1, document: 'a red coat' }])
  })
})
