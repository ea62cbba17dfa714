import type { ParsedChatChunk } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { AnthropicContentFormatter } from '../src/index.ts'

type Chunk = ParsedChatChunk | undefined

const { openStream } = new AnthropicContentFormatter().codecs.serverless
const message = (fields: object = {}): object => ({ type: 'message_start', message: { id: 'm', ...fields } })
const open = (index: number, block: object): object => ({ type: 'content_block_start', index, content_block: block })
const delta = (index: number, change: object): object => ({ type: 'content_block_delta', index, delta: change })
const say = (index: number, text: unknown): object => delta(index, { type: 'text_delta', text })
const think = (index: number, thinking: unknown): object => delta(index, { type: 'thinking_delta', thinking })
const sign = (index: number, signature: unknown): object => delta(index, { type: 'signature_delta', signature })
const input = (index: number, partial_json: unknown): object => delta(index, { type: 'input_json_delta', partial_json })
const stop = (index: number): object => ({ type: 'content_block_stop', index })
const end = (reason: string, fields: object = {}): object => ({
  type: 'message_delta',
  delta: { stop_reason: reason, ...fields },
})
const use = (id: string, given: unknown = {}, fields: object = {}): object => ({
  type: 'tool_use',
  id,
  name: `n${id}`,
  input: given,
  ...fields,
})
const called = (index: number, id: string): object => ({ toolCalls: [{ index, id, name: `n${id}` }] })
const ended = { finishReason: 'stop', rawFinishReason: 'end_turn' } as const
const endedBy = (...anthropicBlocks: object[]): object => ({ ...ended, providerData: { anthropicBlocks } })
const over = { type: 'message_stop' }

/** Reads events; the last chunk is that of the end of the stream. */
function chunksOf(...events: readonly unknown[]): readonly Chunk[] {
  const read = openStream()
  return [...events, undefined].map((event) => read(event))
}

describe('the chunks of a stream', () => {
  const cite = (index: number, citation: object): object => delta(index, { type: 'citations_delta', citation })
  const found = { type: 'web_search_result_location', url: 'https://a.test', title: 'A', cited_text: 'a' }
  const server = { type: 'server_tool_use', id: 's', name: 'web_search', input: {} }

  it.each<[what: string, events: readonly object[], chunks: readonly (object | undefined)[]]>([
    [
      'the envelope, once',
      [message({ model: 'c', usage: { service_tier: 'standard' }, content: [] }), message()],
      [{ id: 'm', model: 'c', serviceTier: 'standard' }, undefined],
    ],
    ['nothing of an envelope that is damaged', [message({ id: 5, model: '', usage: null, content: 'x' })], [{}]],
    [
      'text, from the start of its block',
      [open(0, { type: 'text', text: 'a' }), say(0, 'b'), say(0, ''), say(0, 5), stop(0), end('end_turn')],
      [{ text: 'a' }, { text: 'b' }, undefined, undefined, undefined, ended],
    ],
    [
      'text with its sources',
      [
        open(0, { type: 'text', text: 'a', citations: [found, { type: 'x' }] }),
        open(1, { type: 'text', text: '', citations: [found] }),
        open(2, { type: 'text', text: 'b', citations: [] }),
        cite(2, found),
        cite(2, { type: 'page_location', document_title: 'D' }),
        cite(2, { type: 'x' }),
        end('end_turn'),
      ],
      [
        { text: 'a', sources: [{ url: 'https://a.test', title: 'A', text: 'a' }] },
        { sources: [{ url: 'https://a.test', title: 'A', text: 'a' }] },
        { text: 'b' },
        { sources: [{ url: 'https://a.test', title: 'A', text: 'a' }] },
        { sources: [{ title: 'D' }] },
        undefined,
        endedBy({ type: 'text', length: 1, citations: [found] }, { type: 'text', length: 1, citations: [found] }),
      ],
    ],
    [
      'thoughts with their signature',
      [
        open(0, { type: 'thinking', thinking: 'a', signature: 'early' }),
        think(0, 'b'),
        think(0, ''),
        think(0, 5),
        sign(0, 5),
        open(1, { type: 'thinking', thinking: '' }),
        think(1, 'c'),
        sign(1, 's'),
        open(2, { type: 'thinking', thinking: 'unsigned' }),
        end('end_turn'),
      ],
      [
        { reasoning: 'a' },
        { reasoning: 'b' },
        undefined,
        undefined,
        undefined,
        undefined,
        { reasoning: 'c' },
        undefined,
        { reasoning: 'unsigned' },
        endedBy(
          { type: 'thinking', thinking: 'ab', signature: 'early' },
          { type: 'thinking', thinking: 'c', signature: 's' },
        ),
      ],
    ],
    [
      'calls in pieces, mixed',
      [
        open(3, use('a')),
        open(1, use('b', null)),
        input(3, '{'),
        input(1, ''),
        input(3, '}'),
        stop(3),
        end('end_turn'),
      ],
      [
        called(0, 'a'),
        called(1, 'b'),
        { toolCalls: [{ index: 0, arguments: '{' }] },
        undefined,
        { toolCalls: [{ index: 0, arguments: '}' }] },
        undefined,
        ended,
      ],
    ],
    [
      'calls that are whole at their start, with their arguments at their end',
      [
        open(0, use('a', { x: 1 })),
        stop(0),
        stop(0),
        open(1, use('b', { y: 2 })),
        open(2, use('c')),
        open(3, use('d', { z: 3 })),
        input(3, '{}'),
        end('end_turn'),
        end('end_turn'),
      ],
      [
        called(0, 'a'),
        { toolCalls: [{ index: 0, arguments: '{"x":1}' }] },
        undefined,
        called(1, 'b'),
        called(2, 'c'),
        called(3, 'd'),
        { toolCalls: [{ index: 3, arguments: '{}' }] },
        { toolCalls: [{ index: 1, arguments: '{"y":2}' }], ...ended },
        ended,
      ],
    ],
    [
      'a call without a name and an id',
      [open(0, { type: 'tool_use', id: 5, name: '' }), stop(0)],
      [{ toolCalls: [{ index: 0 }] }, undefined],
    ],
    [
      'nothing of a tool of the server, which goes back with its whole input',
      [
        open(0, server),
        input(0, '{"q":'),
        input(0, '"a"}'),
        stop(0),
        open(1, server),
        open(2, server),
        input(2, '[]'),
      ].concat([open(3, server), input(3, '{'), end('end_turn')]),
      [...Array.from({ length: 9 }, () => undefined), endedBy({ ...server, input: { q: 'a' } }, server)],
    ],
    [
      'nothing of a tool of the server whose input is whole at its start',
      [open(0, { ...server, input: { q: 'a' } }), stop(0), end('end_turn')],
      [undefined, undefined, endedBy({ ...server, input: { q: 'a' } })],
    ],
    [
      'nothing of an update before the end',
      [
        message({ usage: { input_tokens: 1 } }),
        open(0, { type: 'thinking', thinking: 'a', signature: 's' }),
        { type: 'message_delta', delta: { stop_reason: null }, usage: { output_tokens: 2 } },
        end('end_turn'),
      ],
      [
        { id: 'm' },
        { reasoning: 'a' },
        {},
        {
          usage: { inputTokens: 1, outputTokens: 2, raw: { input_tokens: 1, output_tokens: 2 } },
          ...endedBy({ type: 'thinking', thinking: 'a', signature: 's' }),
        },
      ],
    ],
    [
      'nothing of a summary and of blocks that are new, unless a delta is new as well',
      [
        open(0, { type: 'compaction', content: null }),
        delta(0, { type: 'compaction_delta', content: 'a' }),
        delta(0, { type: 'compaction_delta', content: 'b' }),
        delta(0, { type: 'compaction_delta', content: null }),
        open(1, { type: 'redacted_thinking', data: 'x' }),
        open(2, { type: 'brand_new' }),
        delta(2, { type: 'brand_new_delta' }),
        end('end_turn'),
      ],
      [
        ...Array.from({ length: 7 }, () => undefined),
        endedBy({ type: 'compaction', content: 'ab' }, { type: 'redacted_thinking', data: 'x' }),
      ],
    ],
    [
      'a call by code of the server, after text',
      [open(0, { type: 'text', text: 'a' }), open(1, use('b', {}, { caller: { type: 'code' } })), end('end_turn')],
      [
        { text: 'a' },
        called(0, 'b'),
        endedBy({ type: 'text', length: 1 }, { type: 'tool_use', caller: { type: 'code' } }),
      ],
    ],
    [
      'an answer that is whole at its start',
      [
        message({
          content: [
            { type: 'text', text: 'a' },
            { type: 'thinking', thinking: 'b', signature: 's' },
            { type: 'text', text: 'c' },
            use('d', { x: 1 }),
            use('e'),
          ],
          stop_reason: 'end_turn',
          usage: { input_tokens: 1, output_tokens: 2 },
        }),
        over,
      ],
      [
        {
          id: 'm',
          text: 'ac',
          reasoning: 'b',
          toolCalls: [
            { index: 0, id: 'd', name: 'nd' },
            { index: 0, arguments: '{"x":1}' },
            { index: 1, id: 'e', name: 'ne' },
          ],
          usage: { inputTokens: 1, outputTokens: 2, raw: { input_tokens: 1, output_tokens: 2 } },
          ...endedBy(
            { type: 'text', length: 1 },
            { type: 'thinking', thinking: 'b', signature: 's' },
            { type: 'text', length: 1 },
            { type: 'tool_use' },
            { type: 'tool_use' },
          ),
        },
        undefined,
      ],
    ],
    [
      'the start of an answer that goes on',
      [message({ content: [{ type: 'text', text: 'a' }], stop_reason: null }), open(0, { type: 'text', text: 'b' })],
      [{ id: 'm', text: 'a', reasoning: '', toolCalls: [] }, { text: 'b' }],
    ],
    [
      'a refusal as text, if there is none',
      [end('refusal', { stop_details: { explanation: 'No.' } }), over],
      [{ text: 'No.', refusal: 'No.', finishReason: 'content-filter', rawFinishReason: 'refusal' }, undefined],
    ],
    [
      'a refusal beside text',
      [open(0, { type: 'text', text: 'a' }), end('refusal', { stop_details: { explanation: 'No.' } })],
      [{ text: 'a' }, { refusal: 'No.', finishReason: 'content-filter', rawFinishReason: 'refusal' }],
    ],
    [
      'a reason with the details of another',
      [end('end_turn', { stop_details: { explanation: 'No.' } }), end('refusal', { stop_details: 'x' })],
      [ended, { finishReason: 'content-filter', rawFinishReason: 'refusal' }],
    ],
    [
      'nothing after its end',
      [open(0, { type: 'text', text: 'a' }), over, say(0, 'b'), { type: 5 }, message({ id: 'n' })],
      [{ text: 'a' }, undefined, undefined, undefined, undefined],
    ],
    [
      'nothing of events that are new',
      [{ type: 'brand_new' }, { type: 'ping' }, over],
      [undefined, undefined, undefined],
    ],
    ['nothing of an end without a reason', [{ type: 'brand_new' }, { type: 'message_delta' }], [undefined, {}]],
  ])('are %s', (_what, events, chunks) => {
    expect(chunksOf(...events)).toEqual([...chunks, undefined])
  })

  it('have the counts where the answer ends, and later ones at the end of the stream', () => {
    const count = (output_tokens: number, reason?: string): object => ({
      type: 'message_delta',
      delta: { stop_reason: reason },
      usage: { output_tokens },
    })
    const usageOf = (output_tokens: number): object => ({
      usage: { inputTokens: 1, outputTokens: output_tokens, raw: { input_tokens: 1, output_tokens } },
    })
    const start = message({ usage: { input_tokens: 1 } })
    expect(chunksOf(start, count(2, 'end_turn'))).toEqual([{ id: 'm' }, { ...ended, ...usageOf(2) }, undefined])
    expect(chunksOf(start, count(2, 'end_turn'), count(3, 'end_turn'))).toEqual([
      { id: 'm' },
      { ...ended, ...usageOf(2) },
      ended,
      usageOf(3),
    ])
    expect(chunksOf(start, count(2))).toEqual([{ id: 'm' }, {}, usageOf(2)])
  })
})

describe('a stream that cannot be parsed', () => {
  const expected = (problem: string): string => `Expected an event of the Messages API, but the stream has ${problem}.`
  const second = 'The stream has a second message, so that two answers would be mixed.'
  const noBlock = 'A delta in the stream has no block or no content.'

  it.each<[events: readonly unknown[], message: string]>([
    ...[null, 'x', [], {}, { type: 5 }].map((event): [unknown[], string] => [[event], expected('no type')]),
    [[{ type: 'message_start', message: 'x' }], expected('no message at its start')],
    ...[[message()], [open(0, { type: 'text' })], [end('end_turn')]].map((events): [unknown[], string] => [
      [...events, message({ id: 'other' })],
      second,
    ]),
    [[open(0, { type: 'text' }), say(0, 'a'), message()], second],
    [[say(0, 'a')], noBlock],
    [[open(0, { type: 'text' }), say(1, 'a')], noBlock],
    [[open(0, { type: 'text' }), { type: 'content_block_delta', index: 0, delta: 'x' }], noBlock],
    [[{ type: 'content_block_start', index: 0, content_block: 'x' }], 'A content block in the stream has no content.'],
    [
      [{ type: `\n${'x'.repeat(60)}` }, { type: 'second' }, { type: 'ping' }, undefined],
      expected(`only events such as " ${'x'.repeat(59)}"`),
    ],
  ])('is %j', (events, words) => {
    const read = openStream()
    for (const event of events.slice(0, -1)) read(event)
    expect(() => read(events.at(-1))).toThrow(new Error(words))
  })
})
