import { describe, expect, it } from 'vitest'
import { limits } from '../../src/errors/limits.ts'
import type { ParsedToolCallDelta } from '../../src/formatter/formatter.ts'
import { ArgumentsText } from '../../src/streaming/arguments-text.ts'
import { ToolCallIds } from '../../src/streaming/tool-call-ids.ts'
import { normalizeToolCalls, ToolCallStream } from '../../src/streaming/tool-calls.ts'
import { hello } from '../client-of.ts'

const calls = (): ToolCallStream => new ToolCallStream(new ToolCallIds(hello))

interface Case {
  readonly what: string
  readonly events: readonly (readonly ParsedToolCallDelta[])[]
  readonly isCut?: boolean
  readonly isComplete?: boolean
  /** The deltas after each event and at the end. */
  readonly expected: readonly (readonly object[])[]
}

const f = { index: 0, id: 'a', name: 'f' }
const g = { index: 1, id: 'b', name: 'g' }
const data = { signature: 's' }

const cases: readonly Case[] = [
  { what: 'nothing', events: [[]], isComplete: false, expected: [[], []] },
  {
    what: 'a call in pieces, joined within an event',
    events: [
      [f],
      [{ index: 0, arguments: '{"x"' }],
      [
        { index: 0, arguments: ':' },
        { index: 0, arguments: '1}' },
      ],
    ],
    expected: [[], [{ ...f, arguments: '{"x"' }], [{ index: 0, arguments: ':1}' }], []],
  },
  {
    what: 'interleaved pieces, which are not joined',
    events: [
      [
        { ...f, arguments: '{"x"' },
        { ...g, arguments: '{"y"' },
      ],
      [
        { index: 0, arguments: ':1' },
        { index: 1, arguments: ':2}' },
        { index: 0, arguments: '}' },
      ],
    ],
    expected: [
      [
        { ...f, arguments: '{"x"' },
        { ...g, arguments: '{"y"' },
      ],
      [
        { index: 0, arguments: ':1' },
        { index: 1, arguments: ':2}' },
        { index: 0, arguments: '}' },
      ],
      [],
    ],
  },
  {
    what: 'a piece right after the first one of its event',
    events: [
      [
        { ...f, arguments: '{"x"' },
        { index: 0, arguments: ':1}' },
      ],
    ],
    expected: [[{ ...f, arguments: '{"x":1}' }], []],
  },
  {
    what: 'provider data before, with and after the arguments',
    events: [
      [{ ...f, providerData: 1 }],
      [{ index: 0, providerData: data }],
      [{ index: 0, arguments: '{"x":1' }],
      [
        { index: 0, providerData: null },
        { index: 0, arguments: '}' },
      ],
    ],
    expected: [
      [],
      [],
      [{ ...f, arguments: '{"x":1', providerData: data }],
      [
        { index: 0, providerData: null },
        { index: 0, arguments: '}' },
      ],
      [],
    ],
  },
  {
    what: 'provider data alone, which opens a call',
    events: [[{ index: 0, providerData: 0 }], [{ index: 0, id: 'a', name: 'f', arguments: '{"x":1}' }]],
    expected: [[], [{ ...f, arguments: '{"x":1}', providerData: 0 }], []],
  },
  {
    what: 'a name in pieces, and none once it is emitted',
    events: [
      [{ ...f, name: 'get_' }],
      [{ index: 0, name: 'it' }],
      [{ index: 0, arguments: '[' }],
      [{ index: 0, name: 'no' }],
    ],
    isComplete: false,
    expected: [[], [], [{ ...f, name: 'get_it', arguments: '[' }], [], []],
  },
  {
    what: 'arguments before the name',
    events: [[{ index: 0, id: 'a', arguments: '{"x"' }], [{ index: 0, arguments: ':1}' }], [{ index: 0, name: 'f' }]],
    expected: [[], [], [], [{ ...f, arguments: '{"x":1}' }]],
  },
  {
    what: 'blank arguments before others',
    events: [[{ ...f, arguments: ' ' }], [{ index: 0, arguments: '\n' }], [{ index: 0, arguments: '{}' }]],
    expected: [[], [], [{ ...f, arguments: ' \n{}' }], []],
  },
  {
    what: 'blank arguments',
    events: [[{ ...f, arguments: ' ' }]],
    isComplete: false,
    expected: [[], [{ ...f, arguments: '{}' }]],
  },
  {
    what: 'blank arguments of an answer that was cut',
    events: [[{ ...f, arguments: ' ' }]],
    isCut: true,
    isComplete: false,
    expected: [[], [{ ...f, arguments: ' ' }]],
  },
  { what: 'no arguments', events: [[f]], expected: [[], [{ ...f, arguments: '{}' }]] },
  { what: 'no arguments of an answer that was cut', events: [[f]], isCut: true, expected: [[], [f]] },
  {
    what: 'a placeholder',
    events: [[{ ...f, arguments: '{}' }]],
    isCut: true,
    expected: [[], [{ ...f, arguments: '{}' }]],
  },
  {
    what: 'a placeholder before the arguments',
    events: [[{ ...f, arguments: '{}' }], [{ index: 0, arguments: '{"x":1}' }]],
    expected: [[], [{ ...f, arguments: '{"x":1}' }], []],
  },
  {
    what: 'a call that is emitted when the next one begins, without arguments',
    events: [[f], [{ ...g, arguments: '{"y":2}' }]],
    expected: [[], [f, { ...g, arguments: '{"y":2}' }], [{ index: 0, arguments: '{}' }]],
  },
  {
    what: 'the same of an answer that was cut',
    events: [[f], [{ ...g, arguments: '{"y":2}' }]],
    isCut: true,
    expected: [[], [f, { ...g, arguments: '{"y":2}' }], []],
  },
  {
    what: 'blank arguments when the next call begins',
    events: [[{ ...f, arguments: ' ' }], [g]],
    expected: [[], [f], [{ ...g, arguments: '{}' }]],
    isComplete: false,
  },
  {
    what: 'an unnamed call when the next one begins',
    events: [
      [{ index: 0, id: 'a', arguments: '{"x":1}' }],
      [{ ...g, arguments: '{"y":2}' }],
      [{ index: 0, name: 'f', id: 'a' }],
    ],
    expected: [[], [{ ...g, arguments: '{"y":2}' }], [], [{ ...f, arguments: '{"x":1}' }]],
  },
  {
    what: 'a call that is repeated unchanged',
    events: [[{ ...f, arguments: '{"x":' }], [{ index: 0, arguments: '1}' }], [{ ...f, arguments: '{"x":1}' }]],
    expected: [[{ ...f, arguments: '{"x":' }], [{ index: 0, arguments: '1}' }], [], []],
  },
  {
    what: 'pieces that repeat themselves, and are no repeated call',
    events: [[{ ...f, arguments: '[[' }], [{ ...f, arguments: '[[' }], [{ ...f, arguments: ']]]]' }]],
    expected: [[{ ...f, arguments: '[[' }], [{ index: 0, arguments: '[[' }], [{ index: 0, arguments: ']]]]' }], []],
  },
  {
    what: 'another call with the same index and another id',
    events: [
      [{ ...f, arguments: '{"x":1}' }],
      [{ index: 0, id: 'b', name: 'f', arguments: '{"x":1}' }],
      [{ index: 0, arguments: ' ' }],
    ],
    expected: [
      [{ ...f, arguments: '{"x":1}' }],
      [{ index: 1, id: 'b', name: 'f', arguments: '{"x":1}' }],
      [{ index: 1, arguments: ' ' }],
      [],
    ],
  },
  {
    what: 'another call with the same id and no index',
    events: [
      [{ id: 'a', name: 'f', arguments: '{"x":1}' }],
      [{ id: 'b', name: 'g', arguments: '{' }],
      [{ id: 'a', arguments: '\n' }],
      [{ arguments: '}' }],
    ],
    expected: [
      [{ ...f, arguments: '{"x":1}' }],
      [{ ...g, arguments: '{' }],
      [{ index: 0, arguments: '\n' }],
      [{ index: 1, arguments: '}' }],
      [],
    ],
  },
  {
    what: 'zero values, which open no call',
    events: [
      [{ index: 0, id: '', name: '', arguments: '' }],
      [{}],
      [{ index: 7, id: 'a', name: 'f', arguments: '{"x":1}' }],
    ],
    expected: [[], [], [{ ...f, arguments: '{"x":1}' }], []],
  },
  {
    what: 'arguments that are no JSON',
    events: [[{ ...f, arguments: '{x' }]],
    isComplete: false,
    expected: [[{ ...f, arguments: '{x' }], []],
  },
  {
    what: 'one complete call and one that is not',
    events: [[{ ...f, arguments: '{"x":1}' }], [{ ...g, arguments: '{' }]],
    isComplete: false,
    expected: [[{ ...f, arguments: '{"x":1}' }], [{ ...g, arguments: '{' }], []],
  },
]

describe('the deltas of a stream', () => {
  it.each(cases)('of $what', ({ events, isCut = false, isComplete = true, expected }) => {
    const stream = calls()
    const steps = events.map((event) => stream.push(event))
    expect([...steps, stream.end(isCut)]).toStrictEqual(expected)
    expect(stream.isComplete()).toBe(isComplete)
  })

  it('of a call without a name are an error', () => {
    const stream = calls()
    stream.push([{ index: 0, id: 'a', arguments: '{}' }])
    expect(() => stream.end(false)).toThrow('a tool call has no name')
  })

  it('of up to 1024 calls are accepted', () => {
    const stream = calls()
    for (let index = 0; index < limits.toolCalls; index++) stream.push([{ index, name: 'f', arguments: '{}' }])
    expect(stream.push([{ index: 0, arguments: ' ' }])).toHaveLength(1)
    expect(() => stream.push([{ index: limits.toolCalls, name: 'f' }])).toThrow(
      'The answer has too many tool calls: the limit is 1024 calls, and the rest was not read.',
    )
  })

  it('of up to 16 Mi characters, name and arguments, are accepted', () => {
    const stream = calls()
    stream.push([{ index: 0, name: 'fn', arguments: '"'.padEnd(limits.toolCall - 2, 'x') }])
    expect(() => stream.push([{ index: 0, arguments: 'x' }])).toThrow(
      'A tool call is too large: the limit is 16 Mi characters, and the rest was not read.',
    )
  })
})

describe('the calls of a whole answer', () => {
  it('have ids, arguments and the data of the provider', () => {
    const parsed = [
      { id: 'a', name: 'f', arguments: ' \n' },
      { id: 'b', name: 'g', arguments: ' {"y":2}', providerData: null },
      { id: 'a', name: 'h', arguments: '' },
    ]
    expect(normalizeToolCalls(parsed, new ToolCallIds(hello))).toStrictEqual([
      { id: 'a', name: 'f', arguments: '{}' },
      { id: 'b', name: 'g', arguments: ' {"y":2}', providerData: null },
      { id: expect.stringMatching(/^[A-Za-z\d]{9}$/), name: 'h', arguments: '{}' },
    ])
    expect(normalizeToolCalls(undefined, new ToolCallIds(hello))).toStrictEqual([])
  })

  it('are 1024 at most', () => {
    const many = Array.from({ length: limits.toolCalls }, () => ({ name: 'f', arguments: '{}' }))
    expect(normalizeToolCalls(many, new ToolCallIds(hello))).toHaveLength(limits.toolCalls)
    expect(() => normalizeToolCalls([...many, { name: 'f', arguments: '' }], new ToolCallIds(hello))).toThrow(
      '1024 calls',
    )
  })
})

it('ids of the conversation are not assigned again', () => {
  const ids = new ToolCallIds({
    messages: [
      { role: 'user', content: 'x' },
      { role: 'assistant', content: 'y' },
      {
        role: 'assistant',
        content: '',
        toolCalls: [
          { id: 'a', name: 'f', arguments: '{}' },
          { id: 'b', name: 'f', arguments: '{}' },
        ],
      },
      { role: 'tool', toolCallId: 'c', content: 'z' },
    ],
  })
  expect(['new', 'a', 'b', 'c', 'new', '', undefined].map((id) => ids.assign(id) === id)).toEqual([
    true,
    ...Array.from({ length: 6 }, () => false),
  ])
})

describe('arguments in pieces', () => {
  it.each<[pieces: string[], isWhole: boolean[]]>([
    [
      ['{"a', '":1', '}'],
      [false, false, true],
    ],
    [['{}'], [true]],
    [
      [' \n{', '} \n', ' '],
      [false, true, true],
    ],
    [
      ['{}', ' x'],
      [true, false],
    ],
    [
      ['{}', '{}', '{}'],
      [true, false, false],
    ],
    [
      ['[{', '}]'],
      [false, false],
    ],
    [
      ['[]', '{}'],
      [false, false],
    ],
    [
      ['"a"', '{}'],
      [false, false],
    ],
    [
      ['1', '{}'],
      [false, false],
    ],
    [
      ['{"a":"}', '\\"}', '\\\\"', '}'],
      [false, false, false, true],
    ],
    [
      ['{"a":[1,{"b":"]"}', ']}'],
      [false, true],
    ],
    [['{a}'], [false]],
    [['{]'], [false]],
    [[']}{}'], [false]],
  ])('%j are one object: %j', (pieces, isWhole) => {
    const text = new ArgumentsText()
    expect(text.isWholeObject()).toBe(false)
    const states = pieces.map((piece) => {
      text.push(piece)
      return text.isWholeObject()
    })
    expect(states).toEqual(isWhole)
    expect([text.text(), text.length]).toEqual([pieces.join(''), pieces.join('').length])
    const late = new ArgumentsText()
    for (const piece of pieces) late.push(piece)
    expect(late.isWholeObject()).toBe(isWhole.at(-1))
  })

  it.each<[pieces: string[], isBlank: boolean, isPlaceholder: boolean]>([
    [[], true, false],
    [['', ' \n'], true, false],
    [[' ', 'x', ' '], false, false],
    [['{}'], false, true],
    [['{', '}'], false, false],
    [['{}', ''], false, false],
    [['{ }'], false, false],
  ])('%j are blank: %s, a placeholder: %s', (pieces, isBlank, isPlaceholder) => {
    const text = new ArgumentsText()
    for (const piece of pieces) text.push(piece)
    expect([text.isBlank, text.isPlaceholder]).toEqual([isBlank, isPlaceholder])
  })
})
