import { AzureMLEndpointClient, type ChatRequest } from '@azureml-endpoints/core'
import { fakeFetch, testContentFormatter } from '@azureml-endpoints/core/testing'
import { describe, expect, it } from 'vitest'
import { CohereContentFormatter } from '../src/index.ts'
import { exchanges } from './recorded-exchanges.ts'
import { embeddingsV1, rerankingsV1 } from './recorded-operations.ts'

testContentFormatter(CohereContentFormatter, exchanges, { embeddings: embeddingsV1, rerankings: rerankingsV1 })

const endpointUrl = 'https://my-model.westeurope.models.ai.azure.com/v1/chat'
const question = { messages: [{ role: 'user', content: 'Hi' }] } as const

function clientOf(fetch: typeof globalThis.fetch): AzureMLEndpointClient {
  const contentFormatter = CohereContentFormatter
  return new AzureMLEndpointClient({
    endpointUrl,
    endpointApiType: 'serverless',
    endpointApiKey: 'a-key',
    deploymentName: '',
    contentFormatter,
    fetch,
  })
}

describe('CohereContentFormatter', () => {
  it.each(['application/stream+json', 'application/json', 'text/plain'])(
    'reads a stream of JSON lines sent as %s',
    async (type) => {
      const lines = exchanges[0]?.events?.map((event) => `${JSON.stringify(event)}\n`).join('')
      const client = clientOf(fakeFetch(new Response(lines, { headers: { 'content-type': type } })))
      let text = ''
      for await (const chunk of client.stream(question)) text += chunk.text ?? ''
      expect(text).toBe('By reading.')
    },
  )

  it('rejects a tool result without its call, and a conversation that ends with an assistant message', async () => {
    const client = clientOf(fakeFetch({ text: 'never asked' }))
    const lost = client.chat({ messages: [...question.messages, { role: 'tool', content: 'x', toolCallId: 'gone' }] })
    await expect(lost).rejects.toMatchObject({ name: 'ConfigurationError', setting: 'messages[1].toolCallId' })
    const answered = client.chat({ messages: [...question.messages, { role: 'assistant', content: 'Hello' }] })
    await expect(answered).rejects.toMatchObject({ name: 'ConfigurationError', setting: 'messages[1].role' })
  })

  it('rejects options, of which it has none', () => {
    const options = { jsonSchema: 'prompt' } as unknown as Record<string, never>
    expect(() => new CohereContentFormatter(options)).toThrow('`jsonSchema` is unknown. There are no options')
  })

  it.each([
    ['{"a":1}', { a: 1 }],
    ['', {}],
    ['{"a":', {}],
    ['[1]', {}],
    ['"text"', {}],
  ])('sends the arguments %j of an earlier call as %j', async (json, parameters) => {
    const client = clientOf(fakeFetch({ text: 'Done.' }))
    const messages = [
      ...question.messages,
      { role: 'assistant', content: '', toolCalls: [{ id: '1', name: 'a', arguments: json }] },
      { role: 'tool', content: 'x', toolCallId: '1' },
    ] as const
    const { request } = await client.chat({ messages })
    expect(request.body).toMatchObject({
      chat_history: [{}, { tool_calls: [{ name: 'a', parameters }] }],
      tool_results: [{ call: { name: 'a', parameters }, outputs: [{ result: 'x' }] }],
    })
  })

  it('puts an answer between tool results and a user message, which Cohere refuses there', async () => {
    const client = clientOf(fakeFetch({ text: 'Done.' }))
    const messages = [
      ...question.messages,
      { role: 'assistant', content: '', toolCalls: [{ id: '1', name: 'a', arguments: '{}' }] },
      { role: 'tool', content: 'x', toolCallId: '1' },
      ...question.messages,
    ] as const
    const { request } = await client.chat({ messages })
    const history = [{ role: 'USER' }, { role: 'CHATBOT' }, { role: 'TOOL' }, { role: 'CHATBOT', message: 'OK' }]
    expect(request.body).toMatchObject({ message: 'Hi', chat_history: history })
  })

  it('sends no empty answer', async () => {
    const client = clientOf(fakeFetch({ text: 'Done.' }))
    const messages = [...question.messages, { role: 'assistant', content: '' }, ...question.messages] as const
    const { request } = await client.chat({ messages })
    expect(request.body).toEqual({ message: 'Hi', chat_history: [{ role: 'USER', message: 'Hi' }] })
  })

  it('adds the ids that tool calls of Cohere do not have', async () => {
    const calls = [
      { name: 'a', parameters: {} },
      { name: 'a', parameters: { b: 1 } },
    ]
    const { toolCalls } = await clientOf(fakeFetch({ text: '', tool_calls: calls })).chat(question)
    expect(new Set(toolCalls.map(({ id }) => id)).size).toBe(2)
    expect(toolCalls.map(({ arguments: json }) => json)).toEqual(['{}', '{"b":1}'])
  })
})

describe('an answer of Cohere', () => {
  const { parseResponse, openStream } = new CohereContentFormatter().codecs.serverless
  const documents = [
    { id: 'd', title: 'A', snippet: 'About A.', url: 'https://x.test/a' },
    { id: 'e', title: '', text: 'About B.' },
    { id: 'f' },
  ]
  const sources = [{ url: 'https://x.test/a', title: 'A', text: 'About A.' }, { text: 'About B.' }]

  it.each([
    [{ tokens: { input_tokens: 20, output_tokens: 9 }, cached_tokens: 5 }, [20, 9, undefined, 5]],
    [{ tokens: { input_tokens: '20', output_tokens: '9' } }, [20, 9, undefined, undefined]],
    [{ tokens: { input_tokens: 0, output_tokens: 9 } }, [undefined, 9, undefined, undefined]],
    [{ tokens: { input_tokens: -1, output_tokens: 9.5 } }, undefined],
    [{ tokens: { input_tokens: 0, output_tokens: 0 } }, undefined],
    [{ tokens: { input_tokens: 20, output_tokens: 9 }, cached_tokens: 50 }, [20, 9, undefined, 20]],
  ])('has the counts of %j', (meta, counts) => {
    const { usage } = parseResponse({ text: 'Hi', generation_id: 'g', meta })
    const read = usage && [usage.inputTokens, usage.outputTokens, usage.totalTokens, usage.cachedInputTokens]
    expect(read).toEqual(counts)
  })

  it('has the documents as sources, once in a stream', () => {
    const response = { text: 'Hi', generation_id: 'g', documents }
    expect(parseResponse(response).sources).toEqual(sources)
    expect(parseResponse({ ...response, documents: [] })).not.toHaveProperty('sources')
    const last = { event_type: 'stream-end', finish_reason: 'COMPLETE', response }
    expect(openStream()(last)?.sources).toEqual(sources)
    const read = openStream()
    expect(read({ event_type: 'search-results', documents })?.sources).toEqual(sources)
    expect(read(last)).not.toHaveProperty('sources')
  })

  it.each([{ text: '' }, { text: '', usage: {} }, { text: null }, { message: { content: 'Hi' } }])(
    'cannot be %j',
    (body) => {
      expect(() => parseResponse(body)).toThrow("Expected a response of Cohere's chat")
    },
  )

  it("is not a stream of another service, whose event types are not Cohere's", () => {
    const read = openStream()
    for (const type of ['interaction.start', 'content.delta']) expect(read({ event_type: type })).toBeUndefined()
    expect(() => read(undefined)).toThrow('but it has only events such as "interaction.start".')
  })

  it('that is rejected at the end of a stream is shown by its last event', async () => {
    const events = ['interaction.start', 'content.delta'].map((type) => ({ event_type: type }))
    const body = events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')
    const response = new Response(body, { headers: { 'content-type': 'text/event-stream' } })
    const next = clientOf(fakeFetch(response)).stream(question).next()
    await expect(next).rejects.toMatchObject({ name: 'FormatError', payload: events[1] })
  })

  it('may have events that are new', () => {
    const read = openStream()
    for (const type of ['stream-start', 'brand-new']) read({ event_type: type })
    expect(read(undefined)).toBeUndefined()
  })
})

it.each([null, 'v2', 5])('cannot have the options %j', (options) => {
  expect(() => new CohereContentFormatter(options as never)).toThrow('must be an object')
})

describe('a conversation in version 1', () => {
  const { formatRequest } = new CohereContentFormatter().codecs.serverless
  const context = { apiType: 'serverless', stream: false, url: new URL(endpointUrl), modelKwargs: {} } as const
  const call = { id: 'c', name: 'f', arguments: '{}' }

  it.each<[what: string, messages: ChatRequest['messages'], body: object]>([
    [
      'a later system message',
      [
        { role: 'user', content: 'a' },
        { role: 'system', content: 'b' },
        { role: 'user', content: 'c' },
      ],
      {
        message: 'c',
        chat_history: [
          { role: 'USER', message: 'a' },
          { role: 'SYSTEM', message: 'b' },
        ],
      },
    ],
    [
      'an answer with an empty list of calls',
      [
        { role: 'user', content: 'a' },
        { role: 'assistant', content: 'b', toolCalls: [] },
        { role: 'user', content: 'c' },
      ],
      {
        message: 'c',
        chat_history: [
          { role: 'USER', message: 'a' },
          { role: 'CHATBOT', message: 'b' },
        ],
      },
    ],
    [
      'a call, its result and a question',
      [
        { role: 'user', content: 'a' },
        { role: 'assistant', content: '', toolCalls: [call] },
        { role: 'tool', content: 'r', toolCallId: 'c' },
        { role: 'user', content: 'd' },
      ],
      {
        message: 'd',
        chat_history: [
          { role: 'USER', message: 'a' },
          { role: 'CHATBOT', message: '', tool_calls: [{ name: 'f', parameters: {} }] },
          { role: 'TOOL', tool_results: [{ call: { name: 'f', parameters: {} }, outputs: [{ result: 'r' }] }] },
          { role: 'CHATBOT', message: 'OK' },
        ],
      },
    ],
  ])('with %s', (_what, messages, body) => {
    expect(formatRequest({ messages }, context)).toStrictEqual(body)
  })

  it('cannot be a system message alone', () => {
    expect(() => formatRequest({ messages: [{ role: 'system', content: 'a' }] }, context)).toThrow(
      expect.objectContaining({ name: 'ConfigurationError', setting: 'messages[0].role' }),
    )
  })
})
