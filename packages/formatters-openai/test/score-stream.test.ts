import {
  AzureMLEndpointClient,
  type ChatChunk,
  type ChatRequest,
  EndpointError,
  FormatError,
} from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { CustomOpenAIChatContentFormatter, MistralChatContentFormatter } from '../src/index.ts'
import { joined } from './joined-stream.ts'

const question: ChatRequest = { messages: [{ role: 'user', content: 'Hi' }] }
const usage = { prompt_tokens: 3, completion_tokens: 2 }
const call = { index: 0, id: 'c', function: { name: 'f', arguments: '{"a":1}' } }

/** Events that deployments stream on `/score`, and what they mean. */
const streams: Readonly<Record<string, readonly [events: readonly unknown[], expected: object]>> = {
  'chunks of a chat completion': [
    [
      { choices: [{ index: 0, delta: { role: 'assistant', content: '' } }] },
      { choices: [{ index: 0, delta: { content: 'Good ' } }] },
      { choices: [{ index: 0, delta: { content: 'day' }, finish_reason: 'length' }], usage },
      '[DONE]',
    ],
    { text: 'Good day', finishReason: 'length', usage: { inputTokens: 3, outputTokens: 2, raw: usage } },
  ],
  'pieces of the output': [[{ output: 'Good ' }, { output: 'day' }], { text: 'Good day', finishReason: 'stop' }],
  'pieces of the output and a last event': [
    [{ output: 'Good ' }, { output: 'day' }, { output: null, finish_reason: 'length', usage }],
    { text: 'Good day', finishReason: 'length', usage: { inputTokens: 3, outputTokens: 2, raw: usage } },
  ],
  'pieces of the output with tags': [
    [{ output: '<think>Hm</th' }, { output: 'ink>Good day' }],
    { text: 'Good day', reasoning: 'Hm', finishReason: 'stop' },
  ],
  'strings of JSON': [['"Good "', '"day"'].map((text) => ({ json: text })), { text: 'Good day', finishReason: 'stop' }],
  'plain text': [['Good', ' day', ', {you}'], { text: 'Good day, {you}', finishReason: 'stop' }],
  'plain text that looks like JSON': [
    ['I have', ' 5', '.0', ' or', ' null', ' cats', ' ', '\ttrue'],
    { text: 'I have 5.0 or null cats \ttrue', finishReason: 'stop' },
  ],
  'messages of an agent, in pieces': [
    [
      { delta: { role: 'assistant', content: 'Good ', id: 'm' } },
      { delta: { role: 'assistant', content: 'day', id: 'm' } },
      { delta: { role: 'assistant', content: '' }, finish_reason: 'stop', usage },
    ],
    { text: 'Good day', finishReason: 'stop', usage: { inputTokens: 3, outputTokens: 2, raw: usage } },
  ],
  'the messages of an agent in one event': [
    [{ messages: [{ role: 'assistant', content: 'Good day' }], finish_reason: 'stop' }],
    { text: 'Good day', finishReason: 'stop' },
  ],
  'the envelope of newer images in one event': [
    [
      {
        output: 'Good day',
        message: { role: 'assistant', content: 'Good day' },
        finish_reason: 'stop',
        usage,
        id: 'i',
      },
    ],
    { text: 'Good day', finishReason: 'stop', id: 'i' },
  ],
  'a tool call': [
    [{ output: null, message: { content: null, tool_calls: [call] }, finish_reason: 'tool_calls' }],
    { toolCalls: [{ index: 0, id: 'c', name: 'f', arguments: '{"a":1}' }], finishReason: 'tool-calls' },
  ],
}

const said = (content: string | null, ...ids: readonly string[]): object => ({
  role: 'assistant',
  content,
  ...(ids.length > 0 && { tool_calls: ids.map((id) => ({ id, type: 'function', function: call.function })) }),
})
const result = (id: string): object => ({ role: 'tool', name: 'f', tool_call_id: id, content: '{"temp": -3}' })
const left = (...ids: readonly string[]): object => ({
  toolCalls: ids.map((id) => ({ id, name: 'f', arguments: '{"a":1}' })),
  finishReason: ids.length > 0 ? 'tool-calls' : 'stop',
})

/** Messages of agents, and the answer that they are. */
const agents: Readonly<Record<string, readonly [messages: readonly object[], expected: object]>> = {
  'that answers its call': [[said('', 'c1'), result('c1'), said('Take a coat.')], { text: 'Take a coat.', ...left() }],
  'that says something before its call, and after it': [
    [said('I look.', 'c1'), result('c1'), said('Take a coat.')],
    { text: 'I look.\nTake a coat.', ...left() },
  ],
  'that answers one of two calls': [[said(null, 'c1', 'c2'), result('c1')], { text: '', ...left('c2') }],
  'that answers no call': [[said('I look.', 'c1', 'c2')], { text: 'I look.', ...left('c1', 'c2') }],
  'that calls again': [[said('', 'c1'), result('c1'), said('Again.', 'c2')], { text: 'Again.', ...left('c2') }],
  'that calls again with the same id': [
    [said('', 'c1'), result('c1'), said('Again.', 'c1')],
    { text: 'Again.', ...left('c1') },
  ],
  'whose result belongs to no call': [[said('I look.', 'c1'), result('c9')], { text: 'I look.', ...left('c1') }],
  'without calls': [[said('Take a coat.')], { text: 'Take a coat.', ...left() }],
}

it('the pieces of an agent that makes an id for each have nothing between them', async () => {
  const deltas = ['Good', ' day', '!'].map((content, index) => ({
    delta: { role: 'assistant', content, id: `m${index}` },
  }))
  expect(joined(await chunksOf([...deltas, '[DONE]'].map(textOf))).text).toBe('Good day!')
})

it('the answered calls of lists of messages leave no finish reason behind', async () => {
  const events = [
    { messages: [said('', 'c1')], finish_reason: 'tool_calls' },
    { messages: [result('c1')] },
    { messages: [said('Done.')] },
  ]
  const { text, finishReason } = joined(await chunksOf([...events, '[DONE]'].map(textOf)))
  expect({ text, finishReason }).toEqual({ text: 'Done.', finishReason: 'stop' })
})

describe.each(Object.entries(agents))('the answer of an agent %s', (_, [messages, expected]) => {
  const withIds = messages.map((message, index) => ({ ...message, id: `m${index}` }))

  it('is read whole', async () => {
    expect(await clientOf(Response.json({ messages: withIds })).chat(question)).toMatchObject(expected)
  })

  it.each([
    ['deltas', withIds.map((delta) => ({ delta }))],
    ['messages', withIds.map((message) => ({ message }))],
    ['lists of messages', withIds.map((message) => ({ messages: [message] }))],
  ])('is the same in %s', async (_form, events) => {
    const chunks = await chunksOf([...events, '[DONE]'].map(textOf))
    const toolCalls = chunks.flatMap((chunk) => chunk.toolCalls ?? []).map(({ index: _index, ...made }) => made)
    const { text, finishReason } = joined(chunks)
    expect({ text, toolCalls, finishReason }).toEqual(expected)
  })
})

describe('a stream of an agent on /score', () => {
  const piece = (delta: object, id: string, event: object = {}): object => ({ delta: { ...delta, id }, ...event })
  const answer = async (...events: readonly object[]): Promise<object> => {
    const { text, toolCalls, finishReason, rawFinishReason } = joined(await chunksOf([...events, '[DONE]'].map(textOf)))
    return { text, toolCalls, finishReason, rawFinishReason }
  }

  it('has the reason of its calls only if some are left', async () => {
    const called = piece(said('', 'c1'), 'm1', { finish_reason: 'tool_calls' })
    const resolved = piece(result('c1'), 'm2')
    const toolCalls = [{ index: 0, id: 'c1', name: 'f', arguments: '{"a":1}' }]
    const reason = { finishReason: 'tool-calls', rawFinishReason: 'tool_calls' }
    expect(await answer(called)).toEqual({ text: '', toolCalls, ...reason })
    expect(await answer(called, resolved, piece(said('Hi'), 'm3'))).toEqual({ text: 'Hi', finishReason: 'stop' })
    const last = piece(said('Hi'), 'm3', { finish_reason: 'length' })
    expect(await answer(called, resolved, last)).toMatchObject({ text: 'Hi', finishReason: 'length' })
    expect(await answer(piece(said('Hi'), 'm1', { finish_reason: 'tool_calls' }))).toMatchObject(reason)
  })

  it('joins the pieces of messages, and of calls', async () => {
    const part = (index: number, fields: object): object => ({ role: 'assistant', tool_calls: [{ index, ...fields }] })
    const events = [
      piece(said('Good '), 'm1'),
      piece(said(''), 'm1'),
      piece({ role: 'assistant', content: [{ type: 'text', text: 'day' }] }, 'm1'),
      piece(part(0, { id: 'c1', function: { name: 'f', arguments: '' } }), 'm1'),
      piece(part(0, { function: { arguments: '{"a"' } }), 'm1'),
      piece(part(0, { function: { arguments: ':1}' } }), 'm1'),
    ]
    const toolCalls = [{ index: 0, id: 'c1', name: 'f', arguments: '{"a":1}' }]
    expect(await answer(...events)).toMatchObject({ text: 'Good day', toolCalls, finishReason: 'tool-calls' })
    const rest = [piece(result('c1'), 'm2'), piece({ content: [{ type: 'text', text: 'Bye' }] }, 'm3')]
    expect(await answer(...events, ...rest)).toEqual({ text: 'Good day\nBye', finishReason: 'stop' })
  })

  it('holds back no more than 16 Mi characters of calls', () => {
    const read = new CustomOpenAIChatContentFormatter().codecs.dedicated.openStream({})
    const event = { delta: { tool_calls: [{ function: { arguments: ' '.repeat(2 ** 20) } }] } }
    for (let count = 0; count < 15; count += 1) read(event)
    expect(() => read(event)).toThrow('The tool calls of the stream are longer than 16777216 characters.')
  })
})

describe('a stream of /score', () => {
  it.each(Object.entries(streams))('is read: %s', async (_, [events, expected]) => {
    for (const formatter of [new CustomOpenAIChatContentFormatter(), new MistralChatContentFormatter()]) {
      const chunks = await chunksOf(events.map(textOf), formatter)
      const { raw: _raw, headers: _headers, request: _request, ...whole } = joined(chunks) as ChatChunk
      expect(whole).toMatchObject(expected)
    }
  })

  it('is emitted piece by piece', async () => {
    const chunks = await chunksOf(['{"output":"a"}', '{"output":"b"}'])
    expect(chunks.map(({ text }) => text)).toEqual(['a', 'b', undefined])
  })

  it.each([
    [{ token: { id: 5, text: 'Good' }, generated_text: null }, 'Use `TGIContentFormatter` of'],
    [{ answer: 'Good' }, 'This looks like the answer of a prompt flow.'],
    [{ type: 'response.output_text.delta', delta: 'Good' }, 'Use `OpenAIResponsesContentFormatter` of'],
    [{ event_type: 'stream-start', generation_id: 'g' }, 'Use `CohereContentFormatter` of'],
    [{ type: 'message-start', delta: { message: { content: [] } } }, 'Use `CohereV2ContentFormatter` of'],
    [
      { type: 'content_block_delta', delta: { type: 'text_delta', text: 'Good' } },
      'Use `AnthropicContentFormatter` of',
    ],
    [{ response: 'Good', done: false }, "This looks like the answer of Ollama's own API"],
    [{ text: 'Good', finish_reason: 'stop' }, 'an object with text, finish_reason.'],
    [{ usage }, 'an object with usage.'],
    [{ usage, finish_reason: 'stop' }, 'an object with usage, finish_reason.'],
    [{ output: 5 }, 'an object with output.'],
    [['Good'], 'an array of length 1. This looks like an answer of a text-generation deployment.'],
    ['{"output": NaN}', 'it contains NaN, which Python writes but JSON does not have'],
  ])('in another format is rejected: %j', async (event, message) => {
    const error = await chunksOf([textOf(event)]).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(FormatError)
    expect((error as Error).message).toContain(message)
    expect((error as FormatError).payload).toEqual(event)
  })

  it.each([[{}], [{ output: null }], [{ output: null, usage }]])('without content is a failure: %j', async (event) => {
    const error = await chunksOf([textOf(event)]).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(EndpointError)
    expect((error as Error).message).toContain('status 200 with an empty response')
  })

  it('may be a whole answer after all', async () => {
    const body = JSON.stringify({ output: 'Good day', finish_reason: 'stop' })
    const chunks = await answered(new Response(body, { headers: { 'content-type': 'application/json' } }))
    expect(chunks).toMatchObject([{ text: 'Good day', finishReason: 'stop' }])
  })
})

function textOf(event: unknown): string {
  if (typeof event === 'string') return event
  return typeof event === 'object' && event !== null && 'json' in event ? String(event.json) : JSON.stringify(event)
}

type Formatter = CustomOpenAIChatContentFormatter | MistralChatContentFormatter

function chunksOf(events: readonly string[], formatter?: Formatter) {
  const body = events.map((event) => `data: ${event}\n\n`).join('')
  return answered(new Response(body, { headers: { 'content-type': 'text/event-stream' } }), formatter)
}

async function answered(response: Response, formatter?: Formatter): Promise<ChatChunk[]> {
  const chunks: ChatChunk[] = []
  for await (const chunk of clientOf(response, formatter).stream(question)) chunks.push(chunk)
  return chunks
}

function clientOf(response: Response, contentFormatter: Formatter = new CustomOpenAIChatContentFormatter()) {
  return new AzureMLEndpointClient({
    endpointUrl: 'https://x.test/score',
    endpointApiKey: 'made-up-key',
    contentFormatter,
    maxRetries: 0,
    fetch: async () => response,
  })
}
