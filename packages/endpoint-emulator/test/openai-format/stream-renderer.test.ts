import { describe, expect, it } from 'vitest'
import type { EngineDelta } from '../../src/engine/engine.ts'
import * as dialects from '../../src/openai-format/chat-dialect.ts'
import { type Rendering, StreamRenderer } from '../../src/openai-format/stream-renderer.ts'
import { rendering } from './rendering.ts'

type Body = Record<string, unknown>

const usage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 }
const { engineRoutes } = dialects
const head = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 5, model: 'm' }
const chunk = (delta: Body, more: Body = {}): Body => ({
  ...head,
  choices: [{ index: 0, delta, finish_reason: null, logprobs: null, ...more }],
})
const first = chunk({ role: 'assistant', content: '' })
const end = (reason: string, index = 0): Body => chunk({}, { index, finish_reason: reason })
const textHead = { ...head, object: 'text_completion' }
const textChunk = (text: string, more: Body = {}): Body => ({
  ...textHead,
  choices: [{ index: 0, text, finish_reason: null, logprobs: null, ...more }],
})
const done = '[DONE]'

/** The data of each event; JSON is parsed. */
function render(deltas: readonly EngineDelta[], more: Partial<Rendering> = {}): unknown[] {
  const renderer = new StreamRenderer({ ...rendering, ...more })
  const text = [...deltas.flatMap((delta) => renderer.piece(delta)), ...renderer.close()].join('')
  const events = text.split('\n\n')
  expect(events.pop()).toBe('')
  return events.map((event) => {
    expect(event.slice(0, 6)).toBe('data: ')
    const data = event.slice(6)
    return data === done ? done : (JSON.parse(data) as unknown)
  })
}

const call = (fields: Body): Body => ({ tool_calls: [fields] })

describe('a stream of chat completions', () => {
  it.each<[name: string, deltas: EngineDelta[], events: unknown[], more?: Partial<Rendering>]>([
    ['of nothing', [], [first, end('stop'), done]],
    ['of empty text', [{ text: '' }], [first, chunk({ content: '' }), end('stop'), done]],
    [
      'of thoughts, text and a call',
      [
        { reasoning: 'So.' },
        { text: 'Hi' },
        { toolCall: { index: 0, id: 'a', name: 'f' } },
        { toolCall: { index: 0, arguments: '{}' } },
        { toolCall: { index: 1, id: 'b', name: 'g', arguments: '1' } },
        { finishReason: 'tool_calls' },
      ],
      [
        first,
        chunk({ reasoning_content: 'So.' }),
        chunk({ content: 'Hi' }),
        chunk(call({ index: 0, id: 'a', type: 'function', function: { name: 'f', arguments: '' } })),
        chunk(call({ index: 0, function: { arguments: '{}' } })),
        chunk(call({ index: 1, id: 'b', type: 'function', function: { name: 'g', arguments: '1' } })),
        end('tool_calls'),
        done,
      ],
    ],
    [
      'whose host sends role null with each of them',
      [{ reasoning: 'a' }, { text: 'b' }, { toolCall: { index: 0 } }, { text: 'c', messageFields: { x: 1 } }],
      [
        first,
        chunk({ role: null, reasoning_content: 'a' }),
        chunk({ role: null, content: 'b' }),
        chunk({ role: null, tool_calls: [{ index: 0, function: { arguments: '' } }] }),
        chunk({ role: null, content: 'c', x: 1 }),
        end('stop'),
        done,
      ],
      { habits: { nullRole: true } },
    ],
    [
      'of two choices',
      [
        { text: 'a' },
        { choice: 1, text: 'b' },
        { choice: 1, finishReason: 'length' },
        { choice: 0, finishReason: 'x' },
      ],
      [first, chunk({ content: 'a' }), chunk({ content: 'b' }, { index: 1 }), end('x'), end('length', 1), done],
    ],
    [
      'with fields of the upstream',
      [
        { head: { id: 'up', created: 9, model: 'tiny', fields: { system_fingerprint: 'fp' } } },
        { text: 'a', choiceFields: { token_ids: [1] } },
        { messageFields: { refusal: 'no' } },
        { toolCall: { index: 0 }, messageFields: { x: 1 } },
        { reasoning: 'b', messageFields: { x: 1 } },
      ],
      [
        ...[
          first,
          chunk({ content: 'a' }, { token_ids: [1] }),
          chunk({ refusal: 'no' }),
          chunk(call({ index: 0, function: { arguments: '' } })),
          chunk({ reasoning_content: 'b' }),
          end('stop'),
        ].map((one) => Object.assign({}, one, { id: 'up', created: 9, model: 'tiny', system_fingerprint: 'fp' })),
        done,
      ],
    ],
    [
      'of which only known fields pass',
      [
        { head: { fields: { system_fingerprint: 'fp' } } },
        { text: 'a', choiceFields: { token_ids: [1] }, messageFields: { refusal: 'no' } },
        { messageFields: { refusal: 'no' } },
      ],
      [first, chunk({ content: 'a' }), end('stop'), done],
      { dialect: { ...engineRoutes, knownFieldsOnly: true } },
    ],
    [
      'whose model the options name',
      [{ head: { model: 'tiny', fields: {} } }],
      [first, end('stop'), done],
      { identity: { ...rendering.identity, fixedModel: 'm' } },
    ],
    ['that breaks off before it began', [{ interrupted: true }], [first]],
    ['that breaks off', [{ text: 'a' }, { interrupted: true }], [first, chunk({ content: 'a' })]],
    ['that fails', [{ error: { error: { message: 'x' } } }], [first, { error: { message: 'x' } }]],
    ['of usage alone', [{ usage }], [first, end('stop'), done], { habits: { usage: 'when-asked' } }],
    ['without [DONE]', [], [first, end('stop')], { habits: { done: false } }],
    ['with [DONE]', [], [first, end('stop'), done], { habits: { done: true } }],
  ])('%s', (_, deltas, events, more) => {
    expect(render(deltas, more)).toEqual(events)
  })

  const plain = { ...engineRoutes, nullLogprobs: false }
  const filtered = { violence: { filtered: true, severity: 'medium' } }

  it('says what was filtered, and on Foundry what was not', () => {
    const choice = (delta: Body, reason: string | null, more: Body): Body => ({
      ...head,
      choices: [{ index: 0, delta, finish_reason: reason, ...more }],
    })
    const opening = { role: 'assistant', content: '' }
    expect(render([{ finishReason: 'content_filter' }], { dialect: plain })).toEqual([
      choice(opening, null, {}),
      choice({}, 'content_filter', { content_filter_result: filtered }),
      done,
    ])
    const dialect = { ...plain, filterResults: true }
    expect(render([{ finishReason: 'content_filter' }], { dialect, habits: { emptyFirstChoices: true } })).toEqual([
      {
        choices: [],
        created: 0,
        id: '',
        model: '',
        object: '',
        prompt_filter_results: [
          { prompt_index: 0, content_filter_results: { hate: { filtered: false, severity: 'safe' } } },
        ],
      },
      choice(opening, null, { content_filter_results: {} }),
      choice({}, 'content_filter', { content_filter_results: filtered }),
      done,
    ])
  })
})

describe('a stream of text completions', () => {
  it.each<[name: string, deltas: EngineDelta[], events: unknown[]]>([
    ['of nothing', [], [textChunk('', { finish_reason: 'stop' }), done]],
    [
      'of text',
      [{ text: 'a' }, { text: '' }, { reasoning: 'x' }, { text: 'b', choiceFields: { token_ids: [1] } }],
      [
        textChunk('a'),
        textChunk(''),
        textChunk('b', { token_ids: [1] }),
        textChunk('', { finish_reason: 'stop' }),
        done,
      ],
    ],
    [
      'of fields without text',
      [{ messageFields: { x: 1 } }, { choiceFields: { token_ids: [1] } }],
      [textChunk(''), textChunk('', { token_ids: [1] }), textChunk('', { finish_reason: 'stop' }), done],
    ],
    ['that breaks off', [{ interrupted: true }], []],
  ])('%s', (_, deltas, events) => {
    expect(render(deltas, { kind: 'text', dialect: { ...engineRoutes, nullLogprobs: false } })).toEqual(events)
  })
})

describe('usage in a stream', () => {
  const counted = (completion: number, prompt = 1): Body => {
    return { prompt_tokens: prompt, total_tokens: prompt + completion, completion_tokens: completion }
  }
  const deltas = [{ text: 'a' }, { text: 'b' }]
  const own = { choices: [] }

  it.each<[habit: Rendering['habits']['usage'], includeUsage: boolean, without: unknown[], known: unknown[]]>([
    [undefined, false, ['-', '-', '-', '-'], ['-', '-', '-', '-']],
    ['when-asked', false, ['-', '-', '-', '-'], ['-', '-', '-', '-']],
    ['never', false, ['-', '-', '-', '-'], ['-', '-', '-', '-']],
    ['never', true, ['-', '-', '-', '-'], ['-', '-', '-', '-']],
    ['last-chunk', false, ['-', '-', '-', '-'], ['-', '-', '-', usage]],
    ['null-until-last', false, [null, null, null, null], [null, null, null, usage]],
    ['every-chunk', false, [0, 1, 2, 2].map((count) => counted(count)), [counted(0), counted(1), counted(2), usage]],
    ...(['when-asked', 'last-chunk', 'null-until-last'] as const).map(
      (habit): ['when-asked' | 'last-chunk' | 'null-until-last', boolean, unknown[], unknown[]] => [
        habit,
        true,
        [null, null, null, null],
        [null, null, null, null, usage],
      ],
    ),
  ])('as %s, asked for: %s', (habit, includeUsage, without, known) => {
    const more = { habits: { usage: habit, done: false }, includeUsage }
    const shown = (events: unknown[]): unknown[] => events.map((one) => ({ usage: '-', ...(one as Body) }).usage)
    expect(shown(render(deltas, more))).toEqual(without)
    const events = render([...deltas, { usage }], more)
    expect(shown(events)).toEqual(known)
    if (known.length > 4) expect(events.at(-1)).toEqual({ ...head, ...own, usage })
  })

  it('on every chunk counts from the tokens of the question once they are known', () => {
    const events = render([{ usage }, ...deltas], { habits: { usage: 'every-chunk', done: false } })
    expect(events.map((one) => (one as Body)['usage'])).toEqual(
      [0, 1, 2].map((count) => counted(count, 3)).concat(usage),
    )
  })
})

describe('the text of an event', () => {
  it.each(['\n', '\r\n', '\r'] as const)('ends with the line break %j twice', (lineBreak) => {
    const renderer = new StreamRenderer({ ...rendering, habits: { lineBreak } })
    for (const event of renderer.close()) expect(event).toMatch(new RegExp(`^data: [^\r\n]+${lineBreak}${lineBreak}$`))
  })

  it.each(Object.entries(dialects))('has spaces as Python writes them only where %s does', (_, dialect) => {
    const [event = ''] = new StreamRenderer({ ...rendering, dialect }).close()
    expect(event.includes('"object": "chat.completion.chunk"')).toBe(dialect.spaced)
    expect(event.includes('"object":"chat.completion.chunk"')).toBe(!dialect.spaced)
  })
})
