import type { ParsedChatChunk } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { CohereV2ContentFormatter } from '../src/index.ts'

type Chunk = ParsedChatChunk | undefined
type Case = readonly [what: string, events: readonly object[], chunks: readonly Chunk[]]

describe('the chunks of a stream of version 2', () => {
  const { openStream } = new CohereV2ContentFormatter().codecs.serverless
  const delta = (type: string, message: object, index?: number): object => ({ type, index, delta: { message } })
  const content = (fields: object): object => delta('content-delta', { content: fields })
  const callOf = (json: unknown, name?: string): object => ({ id: name && 'i', function: { name, arguments: json } })
  const start = (json: unknown, index = 0): object => delta('tool-call-start', { tool_calls: callOf(json, 'f') }, index)
  const more = (json: unknown, index = 0): object => delta('tool-call-delta', { tool_calls: callOf(json) }, index)
  const startOf = (json?: string, index = 0): object => ({ index, id: 'i', name: 'f', arguments: json })
  const end = (reason: string, rest: object = {}): object => ({
    type: 'message-end',
    delta: { finish_reason: reason, ...rest },
  })
  const failed = { finishReason: 'error', rawFinishReason: 'ERROR' } as const
  const providerData = { reasoningField: 'thinking' }

  it.each<Case>([
    [
      'the id',
      [
        { type: 'message-start', id: 'a' },
        { type: 'message-start', id: 5 },
      ],
      [{ id: 'a' }, {}],
    ],
    [
      'text and thinking, from the start of a part',
      [
        delta('content-start', { content: { type: 'text', text: 'a' } }),
        content({ text: 'b' }),
        content({ text: '' }),
        content({ thinking: 'c' }),
        content({ text: 'd', thinking: 'e' }),
        delta('content-delta', { content: 'f' }),
        { type: 'content-delta' },
      ],
      [
        { text: 'a' },
        { text: 'b' },
        undefined,
        { reasoning: 'c' },
        { text: 'd', reasoning: 'e' },
        undefined,
        undefined,
      ],
    ],
    [
      'log probabilities, also beside no text',
      [
        { ...content({ text: 'a' }), logprobs: { x: 1 } },
        { ...content({ text: '' }), logprobs: [1] },
        { ...content({ thinking: 'b' }), logprobs: [1] },
        { ...content({ text: 'c' }), logprobs: [] },
        { ...content({ text: 'd' }), logprobs: null },
      ],
      [
        { text: 'a', logprobs: { x: 1 } },
        { logprobs: [1] },
        { reasoning: 'b', logprobs: [1] },
        { text: 'c' },
        { text: 'd' },
      ],
    ],
    [
      'a plan',
      [delta('tool-plan-delta', { tool_plan: 'a' }), delta('tool-plan-delta', { tool_plan: '' }), end('ERROR')],
      [{ reasoning: 'a' }, undefined, failed],
    ],
    [
      'calls in pieces',
      [start(''), more('{"a":'), more('null'), more('}'), start('{}', 1), delta('tool-call-start', {}), end('ERROR')],
      [
        { toolCalls: [startOf()] },
        ...['{"a":', 'null', '}'].map((json) => ({ toolCalls: [{ index: 0, arguments: json }] })),
        { toolCalls: [startOf('{}', 1)] },
        undefined,
        failed,
      ],
    ],
    [
      'calls whose arguments are null',
      [start('null'), start('', 1), more('null', 1), more('null', 0), more('x', 1), more('null', 1)],
      [
        { toolCalls: [startOf()] },
        { toolCalls: [startOf(undefined, 1)] },
        { toolCalls: [{ index: 1 }] },
        { toolCalls: [{ index: 0, arguments: 'null' }] },
        { toolCalls: [{ index: 1, arguments: 'x' }] },
        { toolCalls: [{ index: 1, arguments: 'null' }] },
      ],
    ],
    [
      'calls after thinking, of which the first piece carries what sends it back',
      [content({ thinking: 'a' }), start(''), more('{}')],
      [{ reasoning: 'a' }, { toolCalls: [startOf()], providerData }, { toolCalls: [{ index: 0, arguments: '{}' }] }],
    ],
    [
      'a call without an index',
      [{ type: 'tool-call-start', index: 'x', delta: { message: { tool_calls: { id: 'i' } } } }],
      [{ toolCalls: [{ id: 'i' }] }],
    ],
  ])('are %s', (_what, events, chunks) => {
    const read = openStream()
    expect(events.map((event) => read(event))).toEqual(chunks)
    expect(read(undefined)).toBeUndefined()
  })

  it('have at the end the reason and the counts', () => {
    const usage = { tokens: { input_tokens: 1, output_tokens: 2 } }
    expect(openStream()(end('COMPLETE', { usage, error: 'ignored' }))).toEqual({
      finishReason: 'stop',
      rawFinishReason: 'COMPLETE',
      usage: { inputTokens: 1, outputTokens: 2, raw: usage },
    })
    expect(openStream()({ type: 'message-end' })).toEqual({})
  })

  it.each([
    content({ text: 'a' }),
    content({ thinking: 'a' }),
    delta('tool-plan-delta', { tool_plan: 'a' }),
    start(''),
  ])('may end with a failure after %j', (event) => {
    const read = openStream()
    read(event)
    expect(read(end('ERROR'))).toEqual(failed)
  })

  it.each<[events: readonly unknown[], message: string]>([
    [[end('ERROR')], "Expected an answer of version 2 of Cohere's chat, but it has an empty message."],
    [
      [content({ text: '' }), delta('tool-plan-delta', { tool_plan: '' }), end('TIMEOUT')],
      "Expected an answer of version 2 of Cohere's chat, but it has an empty message.",
    ],
    [[content({ text: 'a' }), end('ERROR', { error: 'overloaded' })], 'The model failed: overloaded'],
    ...[null, 'x', {}, { event_type: 'x' }, { type: 5 }].map((event): [readonly unknown[], string] => [
      [event],
      "Expected an answer of version 2 of Cohere's chat, but it has an event without a type.",
    ]),
    [
      [{ type: `\n${'x'.repeat(60)}` }, { type: 'second' }, undefined],
      `Expected an answer of version 2 of Cohere's chat, but it has only events such as " ${'x'.repeat(59)}".`,
    ],
  ])('are not those of %j', (events, message) => {
    const read = openStream()
    for (const event of events.slice(0, -1)) read(event)
    expect(() => read(events.at(-1))).toThrow(new Error(message))
  })

  it.each([
    'content-start',
    'content-delta',
    'content-end',
    'tool-plan-delta',
    'tool-call-start',
    'tool-call-delta',
    'tool-call-end',
    'citation-start',
    'citation-end',
    'message-start',
    'message-end',
    'debug',
  ])('may be those of %s beside new kinds of events', (type) => {
    const read = openStream()
    expect([{ type: 'brand-new' }, { type }, undefined].map((event) => read(event)).at(-1)).toBeUndefined()
  })
})
