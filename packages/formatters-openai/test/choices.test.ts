import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CustomOpenAIChatContentFormatter } from '../src/index.ts'
import { chunksOf, joined } from './joined-stream.ts'

const { serverless, dedicated } = new CustomOpenAIChatContentFormatter().codecs

type Indexed = readonly [index: unknown, content: string]

/** Choices of one event or body, and the text of the one that is read. */
const bodies: readonly (readonly [choices: readonly Indexed[], text: string])[] = [
  [[[0, 'a']], 'a'],
  [[[1, 'b']], 'b'],
  [
    [
      ['1', 'b'],
      ['0', 'a'],
    ],
    'a',
  ],
  [
    [
      [1, 'b'],
      [3, 'd'],
      [2, 'c'],
      [0, 'a'],
    ],
    'a',
  ],
  [
    [
      [3, 'd'],
      [1, 'b'],
      [2, 'c'],
    ],
    'b',
  ],
  [
    [
      [undefined, 'a'],
      [undefined, 'b'],
    ],
    'a',
  ],
  [
    [
      [null, 'a'],
      [null, 'b'],
    ],
    'a',
  ],
  [
    [
      [-1, 'a'],
      [-1, 'b'],
    ],
    'a',
  ],
  [
    [
      [1, 'b'],
      [undefined, 'c'],
    ],
    'b',
  ],
  [[['one', 'a']], 'a'],
  [
    [
      [0, 'a'],
      [0, 'b'],
    ],
    'a',
  ],
]

describe('the choice that is read', () => {
  it.each(bodies)('of %j is %j, whole and streamed, in one event and in several', (choices, text) => {
    const whole = { choices: choices.map(([index, content]) => ({ index, message: { content } })) }
    expect(serverless.parseResponse(whole).text).toBe(text)
    expect(dedicated.parseResponse(whole).text).toBe(text)
    const pieces = choices.map(([index, content]) => ({ index, delta: { content } }))
    expect(joined(chunksOf([{ choices: pieces }])).text).toBe(text)
    const indexes = new Set(choices.map(([index]) => index))
    if (indexes.size === choices.length && [...indexes].every((index) => typeof index === 'number')) {
      expect(joined(chunksOf(pieces.map((piece) => ({ choices: [piece] })))).text).toBe(text)
    }
  })

  it('keeps its finish reason and its tool calls apart from those of others', () => {
    const calls = (name: string): object => ({
      tool_calls: [{ index: 0, id: name, function: { name, arguments: '{}' } }],
    })
    const events = [
      { choices: [] },
      { choices: [{ index: 1, delta: calls('other') }] },
      { choices: [{ index: 0, delta: calls('mine') }] },
      { choices: [{ index: 1, delta: {}, finish_reason: 'length' }] },
      { choices: [{ index: 0, delta: {}, finish_reason: 'tool_calls' }] },
      { choices: [], usage: { total_tokens: 1 } },
    ]
    expect(joined(chunksOf(events))).toMatchObject({
      toolCalls: [{ index: 0, id: 'mine', name: 'mine', arguments: '{}' }],
      finishReason: 'tool-calls',
    })
  })

  it.each<[what: string, first: object, last: object]>([
    ['its role', { role: 'assistant', content: '' }, {}],
    ['its role without content', { role: 'assistant' }, {}],
    ['its role and empty fields', { role: 'assistant', content: null, tool_calls: [], refusal: '' }, { content: '' }],
  ])('has the text of another index if that with 0 has only %s and the reason', (_what, first, last) => {
    const events = [
      { choices: [{ index: 0, delta: first }] },
      { choices: [{ index: 1, delta: { content: 'Hel' } }] },
      { choices: [{ index: 1, delta: { content: 'lo' } }] },
      { choices: [{ index: 0, delta: last, finish_reason: 'length' }] },
      { choices: [], usage: { total_tokens: 1 } },
    ]
    expect(joined(chunksOf(events))).toMatchObject({ text: 'Hello', finishReason: 'length' })
  })

  it('is that with index 0 if no choice has content', () => {
    const events = [
      { choices: [{ index: 0, delta: { role: 'assistant' } }] },
      { choices: [{ index: 0, delta: {}, finish_reason: 'content_filter' }] },
    ]
    expect(joined(chunksOf(events))).toMatchObject({ text: '', finishReason: 'content-filter' })
  })

  it('continues with pieces that have no index', () => {
    const events = [{ choices: [{ index: 1, delta: { content: 'a' } }] }, { choices: [{ delta: { content: 'b' } }] }]
    expect(joined(chunksOf([...Array.from({ length: 40 }, () => events[0]), events[1]])).text).toBe(
      `${'a'.repeat(40)}b`,
    )
  })

  it('has the text of the lowest index, however the choices are interleaved', () => {
    const anyPieces = fc.array(fc.tuple(fc.nat(3), fc.constantFrom('a', 'b', 'c')), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(anyPieces, fc.boolean(), (pieces, isGrouped) => {
        // In one event or body, only the first choice with an index counts.
        const counted = isGrouped
          ? pieces.filter(([index], at) => pieces.findIndex(([one]) => one === index) === at)
          : pieces
        const lowest = Math.min(...pieces.map(([index]) => index))
        const text = counted.flatMap(([index, content]) => (index === lowest ? [content] : [])).join('')
        const choices = pieces.map(([index, content]) => ({ index, delta: { content } }))
        const events = isGrouped ? [{ choices }] : choices.map((choice) => ({ choices: [choice] }))
        expect(joined(chunksOf(events)).text).toBe(text)
      }),
      { numRuns: 500 },
    )
  })
})
