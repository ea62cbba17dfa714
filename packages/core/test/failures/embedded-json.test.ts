import { describe, expect, it } from 'vitest'
import { embeddedValue, leadingValue } from '../../src/failures/body/embedded-json.ts'

describe('a value at the start of a text', () => {
  it.each<[text: string, value: unknown]>([
    ['{"a":1} and more', { a: 1 }],
    ['["a", 2] x', ['a', 2]],
    ['"a b" x', 'a b'],
    ['{"a":"}]"} x', { a: '}]' }],
    ['{"a":"\\"}"} x', { a: '"}' }],
    ['{"a":"\\\\"} x', { a: '\\' }],
    ['[[1],{"b":[]}] ]', [[1], { b: [] }]],
    ['{"a":"\\b\\f\\n\\r\\t\\/\\u00e9\\u00E9\\x41\\q"} x', { a: '\b\f\n\r\t/ééAq' }],
    [`{'a': 'it\\'s', "b": "it's"} x`, { a: "it's", b: "it's" }],
    ["{'a': '\\n\\t\\r\\x1b\\u00e9', 'b': '\\\n'}", { a: '\n\t\r\u001b\u00e9', b: '\n' }],
    ["{'a': None, 'b': True, 'c': False}", { a: null, b: true, c: false }],
    ["{'a': nan, 'b': inf, 'c': -inf, 'd': -1.5e+3}", { a: null, b: null, c: null, d: -1500 }],
    ["{'a': (1, 2,), 'b': [1, 2,], 'c': {'d': 1,}, 'e': (3,)}", { a: [1, 2], b: [1, 2], c: { d: 1 }, e: [3] }],
    ['{"a": NaN, "b": Infinity, "c": -Infinity, "d": -0.5E-3}', { a: null, b: null, c: null, d: -0.0005 }],
    ['{"a": null, "b": true, "c": false} x', { a: null, b: true, c: false }],
    ['3', 3],
    ['false', false],
  ])('is parsed: %j', (text, value) => {
    expect(leadingValue(text)).toStrictEqual(value)
  })

  it.each([
    "'a' x",
    '(1, 2)',
    '1 x',
    'x',
    '',
    'null x',
    'x {"a":1}',
    '{a: 1}',
    '{"a": -}',
    '{"a": undefined}',
    '{"a": constructor}',
    '{"a": 1x}',
    '[1 2]',
    '[1. 2]',
    '[1.5\n 2 ]',
    '[[1 2]\n [3 4]]',
    '[0 ... 9]',
    '{"a": 1 2}',
    "{'a': None 5}",
    "['a' 'b']",
    '{"a": [1}',
    '{"a"',
    '{"a": "b',
    "{'a\\",
  ])('is no value: %j', (text) => {
    expect(leadingValue(text)).toBeUndefined()
  })
})

describe('a value inside a text', () => {
  const blank = (length: number): string => ' '.repeat(length)
  it.each<[text: string, value: unknown, prefix: string]>([
    ['Error code: 400 - {"a":1} tail', { a: 1 }, 'Error code: 400 - '],
    ['{x} {y} {z} {"a":1}', { a: 1 }, '{x} {y} {z} '],
    ['[x] [2]', [2], '[x] '],
    ['a shape of [1 2], not [3]', [3], 'a shape of [1 2], not '],
    ['{ {"a":1}', { a: 1 }, '{ '],
    ['[[x] {"a":1}', { a: 1 }, '[[x] '],
    ['a "b" {"c":1}', { c: 1 }, 'a "b" '],
    ['[]', [], ''],
    [`${blank(65_534)}{}`, {}, blank(65_534)],
  ])('is the first that can be parsed: %#', (text, value, prefix) => {
    expect(embeddedValue(text)).toStrictEqual({ value, prefix })
  })

  it.each<[string, string]>([
    ['after four brackets', '{w} {x} {y} {z} {"a":1}'],
    ['after 64 Ki characters', `${blank(65_535)}{}`],
    ['in a text without brackets', 'no "value"'],
    ['in a value that was cut', '{"a"'],
  ])('is not looked for %s', (_where, text) => {
    expect(embeddedValue(text)).toBeUndefined()
  })
})
