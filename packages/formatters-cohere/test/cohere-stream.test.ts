import type { ParsedChatChunk } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { CohereContentFormatter } from '../src/index.ts'

type Chunk = ParsedChatChunk | undefined
type Case = readonly [what: string, events: readonly object[], chunks: readonly Chunk[]]

describe('the chunks of a stream of version 1', () => {
  const { openStream } = new CohereContentFormatter().codecs.serverless
  const text = (words: string): object => ({ event_type: 'text-generation', text: words })
  const chunkOf = (fields: object): object => ({ event_type: 'tool-calls-chunk', ...fields })
  const calls = [
    { name: 'f', parameters: { a: 1 } },
    { name: 'g', parameters: null },
  ]
  const called = [
    { name: 'f', arguments: '{"a":1}' },
    { name: 'g', arguments: '{}' },
  ]
  const documents = [{ title: 'A', snippet: 'About A.' }]
  const sources = [{ title: 'A', text: 'About A.' }]
  const token_count = { prompt_tokens: 2, response_tokens: 3, total_tokens: 5 }
  const usage = { inputTokens: 2, outputTokens: 3, totalTokens: 5, raw: token_count }
  const response = {
    response_id: 'r',
    generation_id: 'g',
    text: 'all',
    tool_calls: calls,
    documents,
    token_count,
    finish_reason: 'MAX_TOKENS',
  }
  const end = { event_type: 'stream-end', finish_reason: 'COMPLETE', response }
  const ended = { id: 'r', finishReason: 'stop', rawFinishReason: 'COMPLETE', usage } as const

  it.each<Case>([
    ['the id of the answer', [{ event_type: 'stream-start', response_id: 'r', generation_id: 'g' }], [{ id: 'r' }]],
    ['the id of the text', [{ event_type: 'stream-start', generation_id: 'g' }], [{ id: 'g' }]],
    ['text', [text('a'), text(''), text('b')], [{ text: 'a' }, {}, { text: 'b' }]],
    [
      'pieces of a call, with its text',
      [
        chunkOf({ text: 'I see.' }),
        chunkOf({ tool_call_delta: { index: 1, name: 'f', parameters: '{' } }),
        chunkOf({ tool_call_delta: { index: '1', name: 5, parameters: {} } }),
        chunkOf({ tool_call_delta: 'x' }),
      ],
      [{ text: 'I see.' }, { toolCalls: [{ index: 1, name: 'f', arguments: '{' }] }, { toolCalls: [{}] }, {}],
    ],
    ['whole calls', [{ event_type: 'tool-calls-generation', tool_calls: calls }], [{ toolCalls: called }]],
    ['found documents', [{ event_type: 'search-results', documents }], [{ sources }]],
    ['all of the answer at the end', [end], [{ text: 'all', toolCalls: called, sources, ...ended }]],
    [
      'nothing twice',
      [
        text('all'),
        chunkOf({ tool_call_delta: { index: 0, name: 'f' } }),
        { event_type: 'tool-calls-generation', tool_calls: calls },
        { event_type: 'search-results', documents },
        { event_type: 'search-results', documents },
        end,
      ],
      [{ text: 'all' }, { toolCalls: [{ index: 0, name: 'f' }] }, undefined, { sources }, undefined, ended],
    ],
    [
      'what came empty again at the end',
      [
        text(''),
        { event_type: 'tool-calls-generation', tool_calls: [] },
        { event_type: 'search-results', documents: [] },
        end,
      ],
      [{}, { toolCalls: [] }, {}, { text: 'all', toolCalls: called, sources, ...ended }],
    ],
    [
      'the finish reason of the answer, if the last event has none',
      [{ event_type: 'stream-end', response: { text: 'all', finish_reason: 'MAX_TOKENS' } }],
      [{ text: 'all', finishReason: 'length', rawFinishReason: 'MAX_TOKENS' }],
    ],
    [
      'only the finish reason, if the last event has no answer',
      [{ event_type: 'stream-end', finish_reason: 'ERROR' }],
      [{ finishReason: 'error', rawFinishReason: 'ERROR' }],
    ],
  ])('are %s', (_what, events, chunks) => {
    const read = openStream()
    expect(events.map((event) => read(event))).toEqual(chunks)
    expect(read(undefined)).toBeUndefined()
  })

  it.each([
    'stream-start',
    'search-queries-generation',
    'search-results',
    'text-generation',
    'citation-generation',
    'tool-calls-generation',
    'tool-calls-chunk',
    'stream-end',
    'debug',
  ])('may be those of %s beside new kinds of events', (type) => {
    const read = openStream()
    expect(read({ event_type: 'brand-new', text: 'x' })).toBeUndefined()
    read({ event_type: type })
    expect(read(undefined)).toBeUndefined()
  })

  it.each([null, 'x', {}, { type: 'text' }, { event_type: 5 }])('are not in the event %j', (event) => {
    expect(() => openStream()(event)).toThrow(
      new Error("Expected an event of Cohere's chat, but it has no event_type."),
    )
  })

  it('are not those of another service, whose first event is named by up to 60 printable characters', () => {
    const read = openStream()
    for (const type of [`\n${'x'.repeat(60)}`, 'second']) read({ event_type: type })
    expect(() => read(undefined)).toThrow(
      new Error(`Expected an event of Cohere's chat, but it has only events such as " ${'x'.repeat(59)}".`),
    )
  })
})
