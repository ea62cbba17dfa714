import { expect, it } from 'vitest'
import { type ActualAnswer, countsOf, difference } from '../../../src/testing/checks/expected-answer.ts'
import { malformation } from '../../../src/testing/checks/well-formed.ts'
import type { ExpectedAnswer } from '../../../src/testing/index.ts'

const reasons = 'stop, length, tool-calls, content-filter, interrupted, error, other'
const notOne = `as \`finishReason\`, which is not one of ${reasons}`

it.each<[parsed: unknown, whole: string | undefined, chunk: string | undefined]>([
  [{ text: '' }, undefined, undefined],
  [{ text: 'undefined behaviour' }, undefined, undefined],
  [{ text: 'an undefined' }, undefined, undefined],
  [{ text: 'NaN' }, 'has "NaN" as `text`', 'has "NaN" as `text`'],
  [{ text: '[object Array]' }, 'has "[object Array]" as `text`', 'has "[object Array]" as `text`'],
  [{ text: '[object a b]' }, undefined, undefined],
  [{ text: 'undefined' }, 'has "undefined" as `text`', 'has "undefined" as `text`'],
  [{}, 'has nothing (undefined) as `text`, not a string', undefined],
  [{ text: null }, 'has null as `text`, not a string', undefined],
  [{ text: 1 }, 'has a number as `text`, not a string', undefined],
  [null, 'is null', 'is null'],
  [undefined, 'is nothing (undefined)', 'is nothing (undefined)'],
  [[], 'is a list', 'is a list'],
  ['text', 'is a string', 'is a string'],
  [{ text: '', finishReason: 'end' }, `has "end" ${notOne}`, `has "end" ${notOne}`],
  [{ text: '', finishReason: null }, `has null ${notOne}`, `has null ${notOne}`],
  ...reasons
    .split(', ')
    .map((finishReason): [object, undefined, undefined] => [{ text: '', finishReason }, undefined, undefined]),
])('finds what is malformed in %j', (parsed, whole, chunk) => {
  expect([malformation(parsed, 'whole'), malformation(parsed, 'chunk')]).toEqual([whole, chunk])
})

const call = { id: 'c-1', name: 'f', arguments: '{"a":1,"b":[2]}' }
const wire = { id: 'c-1' }
const shownCalls = (calls: unknown, expected: unknown): string =>
  `the tool calls ${JSON.stringify(calls)} instead of ${JSON.stringify(expected)}`

it.each<[answer: ActualAnswer, expected: ExpectedAnswer, problem: string | undefined]>([
  [{ text: 'a', reasoning: 'b', finishReason: 'stop' }, {}, undefined],
  [{ text: 'a' }, { text: 'a' }, undefined],
  [{ text: 'a' }, { text: 'b' }, 'the text "a" instead of "b"'],
  [{ text: '' }, { text: undefined }, undefined],
  [{}, { reasoning: '' }, undefined],
  [{ reasoning: 'a' }, { reasoning: undefined }, 'the reasoning "a" instead of undefined'],
  [{}, { reasoning: 'a' }, 'the reasoning undefined instead of "a"'],
  [{ finishReason: 'stop' }, { finishReason: 'length' }, 'the finishReason "stop" instead of "length"'],
  [
    { text: 'a', finishReason: 'stop' },
    { text: 'b', finishReason: 'length' },
    'the text "a" instead of "b"; the finishReason "stop" instead of "length"',
  ],
  [{}, { usage: { inputTokens: 1 } }, 'no usage instead of {"inputTokens":1}'],
  [{ usage: { outputTokens: 2, inputTokens: 1, raw: {} } }, { usage: { inputTokens: 1, outputTokens: 2 } }, undefined],
  [
    { usage: { inputTokens: 1, outputTokens: 0, cacheWriteTokens: undefined, raw: { a: 1 } } },
    { usage: { inputTokens: 1 } },
    'the usage {"inputTokens":1,"outputTokens":0} instead of {"inputTokens":1}',
  ],
  [{}, { toolCalls: [] }, undefined],
  [{ toolCalls: [call] }, { toolCalls: [] }, shownCalls([call], [])],
  [{}, { toolCalls: [call] }, shownCalls([], [call])],
  [{ toolCalls: [call] }, { toolCalls: [{ name: 'f', arguments: '{"b":[2],"a":1}' }] }, undefined],
  [
    { toolCalls: [call] },
    { toolCalls: [{ name: 'f', arguments: '{"b":[3],"a":1}' }] },
    shownCalls([call], [{ name: 'f', arguments: '{"b":[3],"a":1}' }]),
  ],
  [{ toolCalls: [call] }, { toolCalls: [{ ...call, name: 'g' }] }, shownCalls([call], [{ ...call, name: 'g' }])],
  [{ toolCalls: [{ ...call, arguments: '{"a":' }] }, { toolCalls: [{ ...call, arguments: '{"a":' }] }, undefined],
  [
    { toolCalls: [{ ...call, arguments: '{"a":' }] },
    { toolCalls: [call] },
    shownCalls([{ ...call, arguments: '{"a":' }], [call]),
  ],
  [{ toolCalls: [{ ...call, id: 'x' }] }, { toolCalls: [call] }, shownCalls([{ ...call, id: 'x' }], [call])],
  [{ toolCalls: [{ ...call, id: 'x' }] }, { toolCalls: [{ ...call, id: 'c-2' }] }, undefined],
  [{ toolCalls: [{ ...call, id: 'x' }] }, { toolCalls: [{ ...call, id: '' }] }, undefined],
  [
    { toolCalls: [{ ...call, id: '' }] },
    { toolCalls: [{ ...call, id: 'c-2' }] },
    shownCalls([{ ...call, id: '' }], [{ ...call, id: 'c-2' }]),
  ],
  [
    { toolCalls: [call, { ...call, name: 'g' }] },
    { toolCalls: [call, call] },
    shownCalls([call, { ...call, name: 'g' }], [call, call]),
  ],
])('compares %j with %j', (answer, expected, problem) => {
  expect(difference(answer, expected, wire)).toBe(problem)
})

it('leaves what is no count out of a usage', () => {
  expect(countsOf({ inputTokens: 0, outputTokens: undefined, raw: { a: 1 } })).toEqual({ inputTokens: 0 })
})
