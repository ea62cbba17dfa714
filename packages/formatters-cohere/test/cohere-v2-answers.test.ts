import { AzureMLEndpointClient, type ParsedChatChunk } from '@azureml-endpoints/core'
import { fakeFetch, sse } from '@azureml-endpoints/core/testing'
import { describe, expect, it } from 'vitest'
import { hostileAnswers, hostileValues, problemWith } from '../../formatters-openai/test/hostile-json.ts'
import { CohereV2ContentFormatter } from '../src/index.ts'
import { exchangesV2 } from './recorded-exchanges-v2.ts'

const { parseResponse, openStream } = new CohereV2ContentFormatter().codecs.serverless
const question = { messages: [{ role: 'user', content: 'Hi' }] } as const

function clientOf(fetch: typeof globalThis.fetch): AzureMLEndpointClient {
  return new AzureMLEndpointClient({
    endpointUrl: 'https://my-resource.services.ai.azure.com/providers/cohere/v2/chat',
    endpointApiKey: 'a-key-of-a-test',
    deploymentName: 'my-command',
    contentFormatter: CohereV2ContentFormatter,
    maxRetries: 0,
    fetch,
  })
}

const delta = (type: string, message: object, index?: number): object => ({ type, index, delta: { message } })
const end = (reason: string, rest: object = {}): object => ({
  type: 'message-end',
  delta: { finish_reason: reason, ...rest },
})
const read = (...events: object[]): (ParsedChatChunk | undefined)[] => {
  const reader = openStream()
  return [...events, undefined].map((event) => reader(event))
}

describe('sources', () => {
  const document = {
    type: 'document',
    id: 'd1',
    document: { id: 'd1', title: 'A', text: 'About A.', url: 'https://x.test' },
  }
  const tool = { type: 'tool', id: 't:0', tool_output: { celsius: -3 } }
  const citations = [
    { start: 0, end: 1, text: 'x', sources: [document, tool] },
    { start: 2, end: 3, text: 'y', sources: [document, { type: 'document', id: 'd2', document: { snippet: 'B' } }] },
  ]
  const sources = [{ url: 'https://x.test', title: 'A', text: 'About A.' }, { text: '{"celsius":-3}' }, { text: 'B' }]

  it('are the cited documents and tool results, once each, also in a stream', () => {
    const message = { content: [{ type: 'text', text: 'x y' }], citations }
    expect(parseResponse({ message, finish_reason: 'COMPLETE' }).sources).toEqual(sources)
    const chunks = read(...citations.map((one) => delta('citation-start', { citations: one }, 0)))
    expect(chunks.flatMap((chunk) => chunk?.sources ?? [])).toEqual(sources)
  })

  it('are absent without citations', () => {
    const message = { content: [{ type: 'text', text: 'x' }], citations: [] }
    expect(parseResponse({ message, finish_reason: 'COMPLETE' })).not.toHaveProperty('sources')
  })
})

describe('tool calls', () => {
  const called = (json: unknown): object => ({ id: 'i', type: 'function', function: { name: 'f', arguments: json } })

  it.each([
    ['null', '{}'],
    ['{"a":null}', '{"a":null}'],
    [{ a: 1 }, '{"a":1}'],
  ])('with the arguments %j have %s', (json, expected) => {
    const body = { message: { tool_calls: [called(json)] }, finish_reason: 'TOOL_CALL' }
    expect(parseResponse(body).toolCalls?.[0]?.arguments).toBe(expected)
  })

  it.each([
    [[], '{}'],
    [['null'], '{}'],
    [['{"a":', 'null', '}'], '{"a":null}'],
  ])('with the pieces %j have the arguments %s', async (pieces, expected) => {
    const start = delta('tool-call-start', { tool_calls: called('') }, 0)
    const rest = pieces.map((json) => delta('tool-call-delta', { tool_calls: { function: { arguments: json } } }, 0))
    const stream = clientOf(fakeFetch(sse([start, ...rest, end('TOOL_CALL')]))).stream(question)
    let json = ''
    for await (const { toolCalls = [] } of stream) json += toolCalls.map((call) => call.arguments ?? '').join('')
    expect(JSON.parse(json || '{}')).toEqual(JSON.parse(expected))
  })

  it('after thinking carry what sends it back as thinking', () => {
    const providerData = { reasoningField: 'thinking' }
    const thought = { content: [{ type: 'thinking', thinking: 'Hm' }], tool_calls: [called('{}')] }
    expect(parseResponse({ message: thought, finish_reason: 'TOOL_CALL' })).toMatchObject({ providerData })
    const planned = { tool_plan: 'Hm', tool_calls: [called('{}')] }
    expect(parseResponse({ message: planned, finish_reason: 'TOOL_CALL' })).not.toHaveProperty('providerData')
    const [, chunk] = read(
      delta('content-delta', { content: { thinking: 'Hm' } }, 0),
      delta('tool-call-start', { tool_calls: called('') }, 0),
    )
    expect(chunk).toMatchObject({ providerData })
  })
})

describe('the end of an answer', () => {
  it.each([
    ['COMPLETE', 'stop'],
    ['STOP_SEQUENCE', 'stop'],
    ['MAX_TOKENS', 'length'],
    ['TOOL_CALL', 'tool-calls'],
    ['ERROR', 'error'],
    ['TIMEOUT', 'error'],
    ['BRAND_NEW', 'other'],
  ])('%s is %s', (reason, finishReason) => {
    const message = { content: [{ type: 'text', text: 'x' }] }
    expect(parseResponse({ message, finish_reason: reason })).toMatchObject({ finishReason, rawFinishReason: reason })
    const chunks = read(delta('content-delta', { content: { text: 'x' } }, 0), end(reason))
    expect(chunks[1]).toMatchObject({ finishReason, rawFinishReason: reason })
  })

  it('that reports a failure is an EndpointError with its words, after the text before it', async () => {
    const text = delta('content-delta', { content: { text: 'Half' } }, 0)
    const failed = end('ERROR', { error: 'inference service overloaded for a-key-of-a-test', error_type: 'BUSY' })
    const stream = clientOf(fakeFetch(sse([text, failed]))).stream(question)
    expect((await stream.next()).value).toMatchObject({ text: 'Half' })
    const error: unknown = await stream.next().catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'EndpointError', status: 200, code: 'BUSY', retryable: true })
    expect((error as Error).message).toContain('inference service overloaded')
    expect(JSON.stringify([error, (error as Error).message])).not.toContain('a-key-of-a-test')
  })

  it.each(['ERROR', 'TIMEOUT'])('%s without an answer is an error', (reason) => {
    expect(() => parseResponse({ message: { content: [] }, finish_reason: reason })).toThrow('empty message')
    expect(() => read(end(reason))).toThrow('empty message')
  })

  it('of an answer without text is not an error', () => {
    expect(parseResponse({ message: { content: null }, finish_reason: 'COMPLETE' }).text).toBe('')
  })

  it('has the log probabilities, which are null unless asked for', () => {
    const message = { content: [{ type: 'text', text: 'x' }] }
    const logprobs = [{ text: 'x', token_ids: [1], logprobs: [-0.5] }]
    expect(parseResponse({ message, finish_reason: 'COMPLETE', logprobs }).logprobs).toEqual(logprobs)
    expect(parseResponse({ message, finish_reason: 'COMPLETE', logprobs: null })).not.toHaveProperty('logprobs')
    const piece = delta('content-delta', { content: { text: 'x' } }, 0)
    const [first, second] = read({ ...piece, logprobs: logprobs[0] }, { ...piece, logprobs: null })
    expect(first).toMatchObject({ text: 'x', logprobs: logprobs[0] })
    expect(second).not.toHaveProperty('logprobs')
  })
})

describe('another format', () => {
  it.each([{}, null, 'x', { text: 'Hi' }, { message: 'Hi' }, { message: {} }, { choices: [] }])(
    '%j is rejected',
    (body) => {
      expect(() => parseResponse(body)).toThrow("Expected an answer of version 2 of Cohere's chat")
    },
  )

  it('in a stream is rejected, at its end if it has types', () => {
    expect(() => read({ choices: [] })).toThrow('an event without a type')
    expect(() => read({ type: 'message_start' }, { type: 'ping' })).toThrow('only events such as "message_start"')
    expect(() => read({ type: 'brand-new' }, { type: 'content-end' })).not.toThrow()
  })
})

describe.each(Object.entries(hostileValues))('%s anywhere in a response', (_name, json) => {
  it('returns a well-formed response or throws an error of this library', async () => {
    const problems: string[] = []
    for (const answer of hostileAnswers(exchangesV2.slice(0, 2), json)) {
      const problem = await problemWith(new CohereV2ContentFormatter(), answer)
      if (problem !== undefined) problems.push(`${answer.place}: ${problem}`)
    }
    expect(problems).toEqual([])
  })
})
