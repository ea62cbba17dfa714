// How the kit describes what it finds.
import { expect, it } from 'vitest'
import { ConfigurationError } from '../../../src/index.ts'
import {
  describe as describeError,
  isConfigurationError,
  isPromise,
  kindOf,
} from '../../../src/testing/checks/format.ts'
import { show } from '../../../src/testing/checks/rule.ts'

const circular: Record<string, unknown> = {}
circular['self'] = circular
const one = (): number => 1

it.each<[value: unknown, shown: string]>([
  [{ a: [1, null, 'b'] }, '{"a":[1,null,"b"]}'],
  ['a "b"', '"a \\"b\\""'],
  [undefined, 'undefined'],
  [null, 'null'],
  [0, '0'],
  [1n, '1'],
  [Symbol('a'), 'Symbol(a)'],
  [one, String(one)],
  [circular, 'an object that JSON cannot represent'],
  [{ a: 1n }, 'an object that JSON cannot represent'],
  [{ toJSON: () => undefined }, 'an object that JSON cannot represent'],
  ['x'.repeat(598), `"${'x'.repeat(598)}"`],
  ['x'.repeat(599), `"${'x'.repeat(599)}…`],
])('shows %o', (value, shown) => {
  expect(show(value)).toBe(shown)
})

it.each<[error: unknown, text: string]>([
  [new TypeError('no way'), 'TypeError: no way.'],
  [new Error('No way. \n. '), 'Error: No way.'],
  [new Error('a. b'), 'Error: a. b.'],
  [new Error(''), 'Error: .'],
  ['no way', '"no way".'],
  [undefined, 'undefined.'],
  [{ code: 1 }, '{"code":1}.'],
])('describes %o', (error, text) => {
  expect(describeError(error)).toBe(text)
})

it.each<[value: unknown, kind: string]>([
  [undefined, 'nothing (undefined)'],
  [null, 'null'],
  [[], 'a list'],
  [{}, 'an object'],
  ['', 'a string'],
  [0, 'a number'],
  [false, 'a boolean'],
  [one, 'a function'],
])('names the kind of %o', (value, kind) => {
  expect(kindOf(value)).toBe(kind)
})

it('knows promises by their method, and handles their rejection', async () => {
  const method = 'then' as string
  const rejected = Promise.reject(new Error('not to be reported'))
  expect([rejected, Promise.resolve(), { [method]: () => {} }].map(isPromise)).toEqual([true, true, true])
  expect([null, undefined, {}, { [method]: 1 }, one, 'then', []].some(isPromise)).toBe(false)
})

it('knows a ConfigurationError of another copy of core by its name', () => {
  const own = new ConfigurationError('No.', { setting: 'topK' })
  const other = Object.assign(new Error('No.'), { name: 'ConfigurationError' })
  expect([own, other].map(isConfigurationError)).toEqual([true, true])
  expect([new Error('No.'), { name: 'ConfigurationError' }, null].map(isConfigurationError)).toEqual([
    false,
    false,
    false,
  ])
})
