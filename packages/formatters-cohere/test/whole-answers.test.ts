import type { ParsedChatResponse } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { CohereContentFormatter, CohereV2ContentFormatter } from '../src/index.ts'

const [v1, v2] = [new CohereContentFormatter(), new CohereV2ContentFormatter()]

describe('a whole answer of version 1', () => {
  const { parseResponse } = v1.codecs.serverless
  const token_count = { prompt_tokens: 2, response_tokens: 3, total_tokens: 5 }

  it('has everything that Cohere sends', () => {
    const tool_calls = [{ name: 'f', parameters: { a: 1 } }, { name: 'g' }]
    const documents = [
      { title: 'A', snippet: 'About A.', text: 'More of A.', url: 'https://x.test' },
      { text: 'B' },
      { title: '', snippet: '', url: '' },
      'C',
    ]
    const body = { text: 'x', response_id: 'r', generation_id: 'g', finish_reason: 'COMPLETE', token_count, tool_calls }
    expect(parseResponse({ ...body, documents })).toEqual({
      text: 'x',
      toolCalls: [
        { name: 'f', arguments: '{"a":1}' },
        { name: 'g', arguments: '{}' },
      ],
      finishReason: 'stop',
      rawFinishReason: 'COMPLETE',
      usage: { inputTokens: 2, outputTokens: 3, totalTokens: 5, raw: token_count },
      id: 'r',
      sources: [{ title: 'A', text: 'About A.', url: 'https://x.test' }, { text: 'B' }],
    })
  })

  it('may be a text alone', () => {
    expect(parseResponse({ text: 'x', documents: 'none', tool_calls: 'none' })).toEqual({ text: 'x' })
  })

  it.each<[body: unknown, message: string]>([
    ...[null, 'x', {}, { text: 5 }, { message: 'x' }].map((body): [unknown, string] => [
      body,
      "Expected a response of Cohere's chat, but the body has no text.",
    ]),
    ...[{}, { tool_calls: [] }, { response_id: '', finish_reason: 5 }].map((rest): [unknown, string] => [
      { text: '', ...rest },
      "Expected a response of Cohere's chat, but the body has an empty text.",
    ]),
    ...[null, {}, { name: 5 }].map((call): [unknown, string] => [
      { text: 'x', tool_calls: [{ name: 'f' }, call] },
      'A tool call in the response has no name.',
    ]),
  ])('is not %j', (body, message) => {
    expect(() => parseResponse(body)).toThrow(new Error(message))
  })
})

describe('a whole answer of version 2', () => {
  const { parseResponse } = v2.codecs.serverless
  const call = { id: 'i', type: 'function', function: { name: 'f', arguments: '{"a":1}' } }
  const toolCalls = [{ id: 'i', name: 'f', arguments: '{"a":1}' }]
  const usage = { tokens: { input_tokens: 1, output_tokens: 2 } }
  const ended = { finishReason: 'stop', rawFinishReason: 'COMPLETE' } as const
  const thinking = { type: 'thinking', thinking: 'a' }
  const text = { type: 'text', text: 'b' }

  it.each<[message: object, answer: Omit<ParsedChatResponse, 'text'> & { readonly text?: string }]>([
    [{ content: 'b' }, { text: 'b' }],
    [{ content: [text, thinking, text] }, { text: 'bb', reasoning: 'a' }],
    [{ content: [thinking] }, { reasoning: 'a' }],
    [{ content: [text, { type: 'image', text: 'c', thinking: 'd' }, null, { type: 'text' }] }, { text: 'b' }],
    [
      {
        content: [
          { type: 'text', text: 5 },
          { type: 'thinking', thinking: 5 },
        ],
      },
      {},
    ],
    [{ content: 5 }, {}],
    [{ tool_plan: 'c', content: [thinking] }, { reasoning: 'ac' }],
    [
      { tool_plan: 'c', tool_calls: [call] },
      { reasoning: 'c', toolCalls },
    ],
    [
      { content: [thinking, text], tool_calls: [call] },
      { text: 'b', reasoning: 'a', toolCalls, providerData: { reasoningField: 'thinking' } },
    ],
    [{ content: [text], tool_calls: [] }, { text: 'b' }],
    [{ content: [text], tool_calls: 'none' }, { text: 'b' }],
    [{ tool_calls: [{ id: '', function: { name: 'f' } }] }, { toolCalls: [{ name: 'f', arguments: '{}' }] }],
    [
      { tool_calls: [{ id: 5, function: { name: 'f', arguments: [1] } }] },
      { toolCalls: [{ name: 'f', arguments: '[1]' }] },
    ],
  ])('with the message %j is %j', (message, answer) => {
    expect(parseResponse({ message, finish_reason: 'COMPLETE' })).toEqual({ text: '', ...ended, ...answer })
  })

  it('has an id, counts and log probabilities', () => {
    const body = { id: 'a', message: { content: 'b' }, finish_reason: 'COMPLETE', usage, logprobs: [{ text: 'b' }] }
    const counts = { inputTokens: 1, outputTokens: 2, raw: usage }
    const expected = { id: 'a', text: 'b', ...ended, usage: counts }
    expect(parseResponse(body)).toEqual({ ...expected, logprobs: [{ text: 'b' }] })
    for (const logprobs of [null, [], undefined]) {
      expect(parseResponse({ ...body, logprobs })).not.toHaveProperty('logprobs')
    }
  })

  it.each([{ content: 'b' }, { content: [thinking] }, { tool_plan: 'c' }, { tool_calls: [call] }])(
    'may be a failure after %j',
    (message) => {
      expect(parseResponse({ message, finish_reason: 'ERROR' })).toMatchObject({ finishReason: 'error' })
      expect(parseResponse({ message })).not.toMatchObject({ finishReason: expect.anything() })
    },
  )

  it.each<[body: unknown, problem: string]>([
    ...[null, 'x', {}, { text: 'x' }, { message: 'x' }].map((body): [unknown, string] => [body, 'no message']),
    ...[{}, { finish_reason: 'ERROR' }, { finish_reason: 'TIMEOUT' }].map((rest): [unknown, string] => [
      { message: { content: [{ type: 'text', text: '' }], tool_plan: '', tool_calls: [] }, ...rest },
      'an empty message',
    ]),
  ])('is not %j', (body, problem) => {
    const message = `Expected an answer of version 2 of Cohere's chat, but it has ${problem}.`
    expect(() => parseResponse(body)).toThrow(new Error(message))
  })

  it.each([null, {}, { function: null }, { function: { name: 5 } }])('has no call %j', (unnamed) => {
    const body = { message: { tool_calls: [call, unnamed] }, finish_reason: 'TOOL_CALL' }
    expect(() => parseResponse(body)).toThrow(new Error('A tool call in the response has no name.'))
  })

  it('has each source once, by its id, and without one each time', () => {
    const cite = (...sources: unknown[]): object => ({ sources })
    const citations = [
      cite({ id: 'a', document: {} }, { id: 'a', document: { title: 'A' } }, { id: 'a', document: { title: 'A' } }),
      cite({ document: { url: 'u' } }, { document: { url: 'u' } }, { id: 'b' }, null),
      cite({ id: 'b', document: { text: 'T', snippet: 'S', content: 'C' } }, { id: 'c', tool_output: { n: 1 } }),
      cite({ id: 'd', document: { snippet: 'S', content: 'C' } }, { id: 'e', document: { title: 5, text: '' } }),
      null,
      { sources: 'none' },
    ]
    expect(parseResponse({ message: { content: 'x', citations }, finish_reason: 'COMPLETE' }).sources).toEqual([
      { title: 'A' },
      { url: 'u' },
      { url: 'u' },
      { text: 'T' },
      { text: '{"n":1}' },
      { text: 'S' },
      { text: '{"title":5,"text":""}' },
    ])
  })
})

describe('the counts of an answer', () => {
  const { parseResponse } = v1.codecs.serverless
  const usageOf = (fields: object): unknown => parseResponse({ text: 'x', ...fields }).usage

  it.each<[tokens: object, cached: unknown, counts: object | undefined]>([
    [{ input_tokens: '12', output_tokens: '0' }, '3', { inputTokens: 12, outputTokens: 0, cachedInputTokens: 3 }],
    [{ output_tokens: 1 }, 9, { outputTokens: 1, cachedInputTokens: 9 }],
    [{ input_tokens: 999_999_999_999_999 }, undefined, { inputTokens: 999_999_999_999_999 }],
    [{ input_tokens: '999999999999999' }, undefined, { inputTokens: 999_999_999_999_999 }],
    ...['1000000000000000', '1x', 'x1', '1.5', ' 1', '-1', '', null, true, 2 ** 53, Infinity].map(
      (count): [object, unknown, undefined] => [{ input_tokens: count, output_tokens: count }, count, undefined],
    ),
  ])('%j with %j of the cache are %j', (tokens, cached_tokens, counts) => {
    const meta = { tokens, cached_tokens }
    expect(usageOf({ meta })).toStrictEqual(counts && { ...counts, raw: meta })
  })

  it('may be the total alone, and are not those of a list', () => {
    const token_count = { total_tokens: 5, prompt_tokens: 0 }
    expect(usageOf({ token_count })).toStrictEqual({ totalTokens: 5, raw: token_count })
    expect(usageOf({ token_count: [], meta: [] })).toBeUndefined()
    expect(usageOf({ meta: { tokens: 'none', billed_units: 'none' } })).toBeUndefined()
  })
})

describe('the other operations', () => {
  const meta = { billed_units: { input_tokens: 4 } }
  const usage = { inputTokens: 4, raw: meta }

  it.each([v1, v2])('return everything that $name sends', ({ embeddingCodecs, rerankCodecs }) => {
    expect(embeddingCodecs.serverless.parseResponse({ embeddings: [[1]], meta })).toEqual({ embeddings: [[1]], usage })
    const results = [{ index: 1, relevance_score: 0.5 }]
    expect(rerankCodecs.serverless.parseResponse({ results, id: 'a', meta })).toEqual({
      results: [{ index: 1, score: 0.5 }],
      usage,
      id: 'a',
    })
    expect(rerankCodecs.serverless.parseResponse({ results: [], id: '' })).toEqual({ results: [] })
  })

  it.each([v1, v2])('name what an answer of $name does not have', ({ embeddingCodecs, rerankCodecs }) => {
    for (const body of [null, {}, { results: 'x' }]) {
      expect(() => rerankCodecs.serverless.parseResponse(body)).toThrow(
        new Error("Expected an answer of Cohere's reranking, but the body has no results."),
      )
      expect(() => embeddingCodecs.serverless.parseResponse(body)).toThrow(
        new Error("Expected an answer of Cohere's embeddings, but the body has none."),
      )
    }
    for (const result of [null, { index: '0', relevance_score: 1 }, { index: 0, relevance_score: '1' }]) {
      const body = { results: [{ index: 0, relevance_score: 1 }, result] }
      expect(() => rerankCodecs.serverless.parseResponse(body)).toThrow(new Error('A result has no index or no score.'))
    }
  })

  it.each([v1, v2])('say what $name takes', ({ embeddingCodecs: { serverless } }) => {
    const { inputTypes, maxValues } = serverless
    expect({ inputTypes, maxValues }).toEqual({
      inputTypes: { document: 'search_document', query: 'search_query' },
      maxValues: 96,
    })
  })
})
