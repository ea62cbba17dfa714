import type { ParsedChatChunk } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { CohereContentFormatter, CohereV2ContentFormatter } from '../src/index.ts'

const v1 = new CohereContentFormatter().codecs.serverless
const v2 = new CohereV2ContentFormatter().codecs.serverless

describe('the end of an answer of version 1', () => {
  it.each([
    ['COMPLETE', 'stop'],
    ['STOP_SEQUENCE', 'stop'],
    ['MAX_TOKENS', 'length'],
    ['ERROR_LIMIT', 'length'],
    ['ERROR_TOXIC', 'content-filter'],
    ['complete', 'stop'],
    ['OF_NEXT_YEAR', 'other'],
  ])('%s is %s', (reason, finishReason) => {
    expect(v1.parseResponse({ text: 'x', finish_reason: reason })).toMatchObject({
      finishReason,
      rawFinishReason: reason,
    })
  })

  it('has the id of the response, or else of the text', () => {
    expect(v1.parseResponse({ text: 'x', response_id: 'r', generation_id: 'g' }).id).toBe('r')
    expect(v1.parseResponse({ text: 'x', generation_id: 'g' }).id).toBe('g')
  })

  it.each([{ finish_reason: 'COMPLETE' }, { generation_id: 'g' }, { tool_calls: [{ name: 'f', parameters: {} }] }])(
    'may have no text beside %j',
    (fields) => expect(v1.parseResponse({ text: '', ...fields }).text).toBe(''),
  )

  it.each([{ text: '' }, { text: '', tool_calls: [] }, { text: 5 }, {}, null])('is not %j', (body) => {
    expect(() => v1.parseResponse(body)).toThrow("Expected a response of Cohere's chat")
  })

  it.each<[counts: object, usage: object | undefined]>([
    [
      { token_count: { prompt_tokens: 1, response_tokens: 2, total_tokens: 3 } },
      { inputTokens: 1, outputTokens: 2, totalTokens: 3 },
    ],
    [{ token_count: { prompt_tokens: 1, response_tokens: 0 } }, { inputTokens: 1, outputTokens: 0 }],
    [
      { meta: { tokens: { input_tokens: '1', output_tokens: '2' }, billed_units: { input_tokens: 9 } } },
      { inputTokens: 1, outputTokens: 2 },
    ],
    [{ meta: { billed_units: { input_tokens: 9 } } }, { inputTokens: 9 }],
    [{ meta: { tokens: { input_tokens: 4 }, cached_tokens: 9 } }, { inputTokens: 4, cachedInputTokens: 4 }],
    [{ meta: { tokens: { input_tokens: 4 }, cached_tokens: 0 } }, { inputTokens: 4, cachedInputTokens: 0 }],
    [{ meta: { tokens: { input_tokens: 0, output_tokens: 0 } } }, undefined],
    [{ meta: { tokens: { input_tokens: -1, output_tokens: 1.5 } } }, undefined],
  ])('has the counts of %j', (counts, usage) => {
    const raw = 'token_count' in counts ? counts.token_count : (counts as { meta: unknown }).meta
    expect(v1.parseResponse({ text: 'x', ...counts }).usage).toEqual(usage && { ...usage, raw })
  })
})

describe('an answer of version 2', () => {
  const read = (...events: object[]): (ParsedChatChunk | undefined)[] => {
    const reader = v2.openStream()
    return [...events, undefined].map((event) => reader(event))
  }
  const message = (type: string, fields: object): object => ({ type, delta: { message: fields } })

  it('has its id, whole and streamed', () => {
    expect(v2.parseResponse({ id: 'a', message: { content: 'x' }, finish_reason: 'COMPLETE' })).toMatchObject({
      id: 'a',
      text: 'x',
    })
    expect(read({ type: 'message-start', id: 'a' })[0]).toEqual({ id: 'a' })
  })

  it('has text, thinking and log probabilities in one event', () => {
    const logprobs = { text: 'x' }
    const both = { content: { text: 'x', thinking: 'y' } }
    expect(read(message('content-delta', both))[0]).toEqual({ text: 'x', reasoning: 'y' })
    expect(read({ ...message('content-delta', both), logprobs })[0]).toMatchObject({
      text: 'x',
      reasoning: 'y',
      logprobs,
    })
  })

  it.each(['text', 'snippet', 'content'])('has the text of a source under %s', (name) => {
    const document = { title: 'A', [name]: 'About A.' }
    const citations = [{ start: 0, end: 1, text: 'x', sources: [{ type: 'document', id: 'd', document }] }]
    expect(v2.parseResponse({ message: { content: 'x', citations }, finish_reason: 'COMPLETE' }).sources).toEqual([
      { title: 'A', text: 'About A.' },
    ])
  })

  it.each(['content-end', 'tool-call-end', 'citation-end', 'debug'])('may be a stream with %s alone', (type) => {
    expect(read({ type })).toEqual([undefined, undefined])
  })

  it('is not a stream of events of another service, whose name is shown up to 60 characters', () => {
    const type = 'x'.repeat(60)
    expect(() => read({ type: `${type}yyy` })).toThrow(new RegExp(`"?${type}(?!y)`))
  })

  it('may have a whole tool call in one event, with the thinking before it', () => {
    const call = { id: 'c', function: { name: 'f', arguments: '{"x":1}' } }
    const start = { ...message('tool-call-start', { tool_calls: call }), index: 0 }
    const toolCalls = [{ index: 0, id: 'c', name: 'f', arguments: '{"x":1}' }]
    expect(read(start)[0]).toEqual({ toolCalls })
    const [, after] = read(message('content-delta', { content: { thinking: 'y' } }), start)
    expect(after).toMatchObject({ toolCalls, providerData: expect.anything() })
  })
})
