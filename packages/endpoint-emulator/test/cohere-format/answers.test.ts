import { describe, expect, it } from 'vitest'
import { type ChatAnswer, renderEvents, renderWhole } from '../../src/cohere-format/chat-answer.ts'
import { inProcess, namedEvents, wholeAnswer } from '../in-process.ts'

type Body = Record<string, unknown>

const uuid: unknown = expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)
const choice = { text: '', toolCalls: [], finishReason: 'stop', messageFields: {}, choiceFields: {} }
const tokens = { prompt_tokens: 7, completion_tokens: 9, total_tokens: 16 }
const counts = { input_tokens: 7, output_tokens: 9 }
const usage = { billed_units: counts, tokens: counts, cached_tokens: 0 }
const calls = [
  { id: 'a', name: 'f', arguments: '{"x":1}' },
  { id: 'b', name: 'g', arguments: '' },
]
const wireCall = (index: 0 | 1, json = calls[index]?.arguments): Body => {
  const { id, name } = calls[index] ?? {}
  return { id, type: 'function', function: { name, arguments: json } }
}
const cited = (id: string, document: Body): Body => {
  const sources = [{ type: 'document', id, document: { id, ...document } }]
  return { start: 0, end: 3, text: 'Two', sources, type: 'TEXT_CONTENT' }
}
const delta = (message: Body): Body => ({ delta: { message } })
const start = { id: 'x', ...delta({ role: 'assistant', content: [], tool_plan: '', tool_calls: [], citations: [] }) }
const end = (reason: string): [string, Body] => ['message-end', { delta: { finish_reason: reason, usage } }]
const content = (type: string, index: number, ...pieces: string[]): [string, Body][] => [
  ['content-start', { index, ...delta({ content: { type, [type]: '' } }) }],
  ...pieces.map((piece): [string, Body] => ['content-delta', { index, ...delta({ content: { [type]: piece } }) }]),
  ['content-end', { index }],
]

describe('an answer of /v2/chat', () => {
  it.each<[name: string, answer: Partial<ChatAnswer>, message: Body, reason: string, events: [string, Body][]]>([
    ['nothing', { choice }, {}, 'COMPLETE', []],
    [
      'text, cited from the first document',
      { choice: { ...choice, text: 'Two words' }, documents: [{ id: 'd', data: { title: 'T' } }, 'other'] },
      { content: [{ type: 'text', text: 'Two words' }], citations: [cited('d', { title: 'T' })] },
      'COMPLETE',
      [
        ...content('text', 0, 'Two', ' words'),
        ['citation-start', { index: 0, ...delta({ citations: cited('d', { title: 'T' }) }) }],
        ['citation-end', { index: 0 }],
      ],
    ],
    [
      'text that begins with space, which cites nothing',
      { choice: { ...choice, text: ' a' }, documents: ['d'] },
      { content: [{ type: 'text', text: ' a' }] },
      'COMPLETE',
      content('text', 0, ' a'),
    ],
    [
      'thoughts and text that was cut',
      { choice: { ...choice, reasoning: 'So.', text: 'Yes', finishReason: 'length' } },
      {
        content: [
          { type: 'thinking', thinking: 'So.' },
          { type: 'text', text: 'Yes' },
        ],
      },
      'MAX_TOKENS',
      [...content('thinking', 0, 'So.'), ...content('text', 1, 'Yes')],
    ],
    [
      'a plan and calls',
      { choice: { ...choice, text: 'I call', toolCalls: calls, finishReason: 'stop' } },
      { tool_plan: 'I call', tool_calls: [wireCall(0), wireCall(1)] },
      'TOOL_CALL',
      [
        ['tool-plan-delta', delta({ tool_plan: 'I' })],
        ['tool-plan-delta', delta({ tool_plan: ' call' })],
        ['tool-call-start', { index: 0, ...delta({ tool_calls: wireCall(0, '') }) }],
        ['tool-call-delta', { index: 0, ...delta({ tool_calls: { function: { arguments: '{"x":1}' } } }) }],
        ['tool-call-end', { index: 0 }],
        ['tool-call-start', { index: 1, ...delta({ tool_calls: wireCall(1, '') }) }],
        ['tool-call-end', { index: 1 }],
      ],
    ],
    [
      'a call that was cut',
      { choice: { ...choice, toolCalls: calls.slice(1), finishReason: 'length' } },
      { tool_calls: [wireCall(1)] },
      'MAX_TOKENS',
      [
        ['tool-call-start', { index: 0, ...delta({ tool_calls: wireCall(1) }) }],
        ['tool-call-end', { index: 0 }],
      ],
    ],
    ['an error', { choice: { ...choice, finishReason: 'error' } }, {}, 'ERROR', []],
  ])('of %s', (_, more, message, reason, events) => {
    const answer: ChatAnswer = { id: 'x', choice, usage: tokens, documents: [], ...more }
    const whole = { id: 'x', message: { role: 'assistant', ...message }, finish_reason: reason, usage }
    expect(renderWhole(answer)).toEqual(whole)
    const all = [['message-start', start] as const, ...events, end(reason)]
    expect(namedEvents(renderEvents(answer).join(''))).toEqual({
      rest: '',
      events: all.map(([type, fields]) => [type, { type, ...fields }]),
    })
  })

  it.each<[document: unknown, citation: Body]>([
    ['plain', cited('doc:0', { text: 'plain' })],
    [{ data: 'inside' }, cited('doc:0', { text: 'inside' })],
    [{ id: 1, data: { a: 1 } }, cited('doc:0', { a: 1 })],
  ])('cites the document %j', (document, citation) => {
    const answer = { id: 'x', choice: { ...choice, text: 'Two' }, usage: tokens, documents: [document] }
    expect(renderWhole(answer)).toMatchObject({ message: { citations: [citation] } })
  })

  it('comes whole or as a stream', async () => {
    const reply = { reasoning: 'So.', text: 'Yes', usage: { inputTokens: 7, outputTokens: 9 } }
    const { send } = inProcess({ replies: [reply, reply] })
    const body = { model: 'm', messages: [{ role: 'user', content: 'Hi' }] }
    const message = {
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: 'So.' },
        { type: 'text', text: 'Yes' },
      ],
    }
    const whole = { id: uuid, message, finish_reason: 'COMPLETE', usage }
    expect(await wholeAnswer(await send('/v2/chat', body))).toEqual([200, whole])
    const streamed = await send('/v2/chat', { ...body, stream: true })
    expect(streamed.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    const { events } = namedEvents(await streamed.text())
    const all = [...content('thinking', 0, 'So.'), ...content('text', 1, 'Yes'), end('COMPLETE')]
    expect(events.slice(1)).toEqual(all.map(([type, fields]) => [type, { type, ...fields }]))
  })
})

describe('vectors of /v2/embed', () => {
  const embedding = [0.5, -0.5, 0, 1, -1, 0.1, 0.1, 0.1, 0.25]
  const asked = { model: 'm', input_type: 'search_query', texts: ['one two', 'three'] }
  const encoded: Record<string, unknown> = {
    float: embedding,
    base64: Buffer.from(new Float32Array(embedding).buffer).toString('base64'),
    int8: [64, -63, 0, 127, -127, 13, 13, 13, 32],
    uint8: [192, 65, 128, 255, 1, 141, 141, 141, 160],
    binary: [0b10010111 - 128, 0],
    ubinary: [0b10010111, 0b10000000],
  }
  const whole = (embeddings: Body): unknown => [
    200,
    {
      id: uuid,
      texts: asked.texts,
      embeddings,
      meta: { api_version: { version: '2' }, billed_units: { input_tokens: 3 } },
      response_type: 'embeddings_by_type',
    },
  ]

  it.each<[asked: unknown, types: string[]]>([
    [undefined, ['float']],
    [null, ['float']],
    [[], ['float']],
    ...Object.keys(encoded).map((type): [unknown, string[]] => [[type], [type]]),
    [
      ['int8', 'float'],
      ['int8', 'float'],
    ],
  ])('of the types %j', async (types, names) => {
    const { send } = inProcess({ replies: [{ embedding }] })
    const made = await wholeAnswer(await send('/v2/embed', { ...asked, embedding_types: types }))
    expect(made).toEqual(whole(Object.fromEntries(names.map((name) => [name, [encoded[name], encoded[name]]]))))
  })

  it.each<[options: { embeddingDimensions?: number }, size: unknown, length: number]>([
    [{}, undefined, 64],
    [{}, null, 64],
    [{ embeddingDimensions: 5 }, undefined, 5],
    [{ embeddingDimensions: 5 }, 256, 256],
    ...[512, 1024, 1536].map((size): [object, number, number] => [{}, size, size]),
  ])('with %j and output_dimension %s have %i components', async (options, size, length) => {
    const made = await inProcess(options).send('/v2/embed', { ...asked, output_dimension: size })
    const { embeddings } = (await made.json()) as { embeddings: { float: number[][] } }
    expect(embeddings.float.map((vector) => vector.length)).toEqual([length, length])
    for (const vector of embeddings.float) expect(Math.hypot(...vector)).toBeCloseTo(1)
  })
})

describe('a reranking', () => {
  const documents = ['a hat', 'a red coat', 'red coat', 'none']

  it.each<[path: string, more: Body, order: number[]]>([
    ['/v2/rerank', { model: 'm' }, [2, 1, 0, 3]],
    ['/v2/rerank', { model: 'm', top_n: null }, [2, 1, 0, 3]],
    ['/v2/rerank', { model: 'm', top_n: 1 }, [2]],
    ['/v1/rerank', { top_n: 2 }, [2, 1]],
    ['/v1/rerank', { documents: documents.map((text) => ({ text })), top_n: 9 }, [2, 1, 0, 3]],
    ['/v1/rerank', { return_documents: false }, [2, 1, 0, 3]],
    [
      '/v1/rerank',
      { documents: documents.map((title) => ({ title, text: '-' })), rank_fields: ['title'] },
      [2, 1, 0, 3],
    ],
  ])('by %s with %j', async (path, more, order) => {
    const { send } = inProcess()
    const [status, body] = await wholeAnswer(await send(path, { query: 'Red coat!', documents, ...more }))
    const results = order.map((index) => ({ index, relevance_score: expect.any(Number) as unknown }))
    const meta = { api_version: { version: path.slice(2, 3) }, billed_units: { search_units: 1 } }
    expect([status, body]).toEqual([200, { id: uuid, results, meta }])
    const scores = (body as { results: { relevance_score: number }[] }).results.map((one) => one.relevance_score)
    expect(scores).toEqual(scores.toSorted((left, right) => right - left))
    expect(scores[0]).toBeCloseTo(1)
    expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true)
  })

  it('returns the documents of version 1 if asked to', async () => {
    const given = ['a hat', { text: 'red coat', place: 'hall' }, { title: 'Red', text: 'coat' }]
    const documentsOf = async (more: Body): Promise<unknown> => {
      const response = await inProcess().send('/v1/rerank', { query: 'red coat', documents: given, ...more })
      const { results } = (await response.json()) as { results: { document?: unknown }[] }
      return results.map(({ document }) => document)
    }
    expect(await documentsOf({ return_documents: true, top_n: 2 })).toEqual([given[1], given[2]])
    expect(await documentsOf({ return_documents: true })).toEqual([given[1], given[2], { text: 'a hat' }])
    expect(await documentsOf({})).toEqual([undefined, undefined, undefined])
    const both = { documents: [{ title: 'Red', text: 'hat' }, given[2]], rank_fields: ['title', 'text'] }
    expect(await documentsOf({ ...both, return_documents: true, top_n: 1 })).toEqual([given[2]])
  })

  it.each([
    [100, 1],
    [101, 2],
  ])('of %i documents is billed as %i', async (count, units) => {
    const body = { query: 'a', documents: Array.from({ length: count }, () => 'b') }
    const response = await inProcess().send('/v1/rerank', body)
    expect(await response.json()).toMatchObject({ meta: { billed_units: { search_units: units } } })
  })
})
