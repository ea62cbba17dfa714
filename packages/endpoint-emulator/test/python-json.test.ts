import { describe, expect, it } from 'vitest'
import { parsePythonJson } from '../src/json/python-json-parser.ts'
import { pythonJson } from '../src/json/python-json.ts'
import { PythonJsonError } from '../src/json/python-json-string.ts'

// What `json.loads` and `json.dumps` of CPython 3.11 do with these texts.

describe('JSON as Python parses it', () => {
  it.each<[text: string, dumped: string]>([
    ['null', 'null'],
    ['true', 'true'],
    ['false', 'false'],
    ['NaN', 'NaN'],
    ['Infinity', 'Infinity'],
    ['-Infinity', '-Infinity'],
    ['1.5', '1.5'],
    ['-0', '0'],
    ['1e-2', '0.01'],
    [' \t\r\n1 \n', '1'],
    ['[]', '[]'],
    ['[ ]', '[]'],
    ['[1,2]', '[1, 2]'],
    ['[ 1 , 2 ]', '[1, 2]'],
    ['{}', '{}'],
    ['{ }', '{}'],
    ['{"a":1}', '{"a": 1}'],
    ['{ "a" : 1 , "b" : 2 }', '{"a": 1, "b": 2}'],
    ['{"a":1,"a":2}', '{"a": 2}'],
    ['"\\u00e9"', '"\\u00e9"'],
    ['"\\u00E9"', '"\\u00e9"'],
    ['"\\ud83d\\ude00"', '"\\ud83d\\ude00"'],
    ['"\\"\\\\\\/\\b\\f\\n\\r\\t"', '"\\"\\\\/\\b\\f\\n\\r\\t"'],
    ['"\u00e9\ud83d\ude00"', '"\\u00e9\\ud83d\\ude00"'],
    ['[[1],[2,[3]]]', '[[1], [2, [3]]]'],
    ['[{"a":[{"b":null}]}]', '[{"a": [{"b": null}]}]'],
    ['"\u007f"', '"\\u007f"'],
    ['"\\u12345"', '"\\u12345"'],
  ])('%j is dumped as %j', (text, dumped) => {
    expect(pythonJson(parsePythonJson(text))).toBe(dumped)
  })

  it.each<[text: string, message: string]>([
    ['', 'Expecting value: line 1 column 1 (char 0)'],
    [' ', 'Expecting value: line 1 column 2 (char 1)'],
    ['-', 'Expecting value: line 1 column 1 (char 0)'],
    ['+1', 'Expecting value: line 1 column 1 (char 0)'],
    ['01', 'Extra data: line 1 column 2 (char 1)'],
    ['-01', 'Extra data: line 1 column 3 (char 2)'],
    ['1.', 'Extra data: line 1 column 2 (char 1)'],
    ['.5', 'Expecting value: line 1 column 1 (char 0)'],
    ['1e', 'Extra data: line 1 column 2 (char 1)'],
    ['1e+', 'Extra data: line 1 column 2 (char 1)'],
    ['nul', 'Expecting value: line 1 column 1 (char 0)'],
    ['tru', 'Expecting value: line 1 column 1 (char 0)'],
    ['Nan', 'Expecting value: line 1 column 1 (char 0)'],
    ['-Inf', 'Expecting value: line 1 column 1 (char 0)'],
    ['x', 'Expecting value: line 1 column 1 (char 0)'],
    ['1 2', 'Extra data: line 1 column 3 (char 2)'],
    ['[1', "Expecting ',' delimiter: line 1 column 3 (char 2)"],
    ['[1 2', "Expecting ',' delimiter: line 1 column 4 (char 3)"],
    ['[1,', 'Expecting value: line 1 column 4 (char 3)'],
    ['[,', 'Expecting value: line 1 column 2 (char 1)'],
    ['[1,]', 'Expecting value: line 1 column 4 (char 3)'],
    ['[1}', "Expecting ',' delimiter: line 1 column 3 (char 2)"],
    ['{', 'Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'],
    ['{"a"', "Expecting ':' delimiter: line 1 column 5 (char 4)"],
    ['{"a" 1', "Expecting ':' delimiter: line 1 column 6 (char 5)"],
    ['{"a":', 'Expecting value: line 1 column 6 (char 5)'],
    ['{"a":1', "Expecting ',' delimiter: line 1 column 7 (char 6)"],
    ['{"a":1 "b"', "Expecting ',' delimiter: line 1 column 8 (char 7)"],
    ['{"a":1,', 'Expecting property name enclosed in double quotes: line 1 column 8 (char 7)'],
    ['{"a":1,}', 'Expecting property name enclosed in double quotes: line 1 column 8 (char 7)'],
    ['{a:1}', 'Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'],
    ['{1:1}', 'Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'],
    ['{"a":1]', "Expecting ',' delimiter: line 1 column 7 (char 6)"],
    ['{]', 'Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'],
    ["{'a':1}", 'Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'],
    ['"', 'Unterminated string starting at: line 1 column 1 (char 0)'],
    ['"a', 'Unterminated string starting at: line 1 column 1 (char 0)'],
    ['"a\\', 'Unterminated string starting at: line 1 column 1 (char 0)'],
    ['"\\x"', 'Invalid \\escape: line 1 column 2 (char 1)'],
    ['"\\u12"', 'Invalid \\uXXXX escape: line 1 column 3 (char 2)'],
    ['"\\u12g4"', 'Invalid \\uXXXX escape: line 1 column 3 (char 2)'],
    ['"\\u00e9', 'Invalid \\uXXXX escape: line 1 column 3 (char 2)'],
    ['"a\nb"', 'Invalid control character at: line 1 column 3 (char 2)'],
    ['"a\tb"', 'Invalid control character at: line 1 column 3 (char 2)'],
    ['\ufeff{}', 'Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)'],
    ['{"a":\n {"b": [1,\n 2 3]}}', "Expecting ',' delimiter: line 3 column 4 (char 20)"],
    ['"\ud83d\ude00" x', 'Extra data: line 1 column 5 (char 4)'],
    ['"\n"', 'Invalid control character at: line 1 column 2 (char 1)'],
    ['["\u00e9\ud83d\ude00",\n"\ud83d\ude00" 1]', "Expecting ',' delimiter: line 2 column 5 (char 11)"],
    ['\u000b1', 'Expecting value: line 1 column 1 (char 0)'],
    ['\u00a01', 'Expecting value: line 1 column 1 (char 0)'],
    ['"\u001f"', 'Invalid control character at: line 1 column 2 (char 1)'],
    ['{"a":nul}', 'Expecting value: line 1 column 6 (char 5)'],
    ['[null', "Expecting ',' delimiter: line 1 column 6 (char 5)"],
    ['nullx', 'Extra data: line 1 column 5 (char 4)'],
    ['1.5.5', 'Extra data: line 1 column 4 (char 3)'],
    ['1e5e5', 'Extra data: line 1 column 4 (char 3)'],
    ['-NaN', 'Expecting value: line 1 column 1 (char 0)'],
    ['[1 ,, 2]', 'Expecting value: line 1 column 5 (char 4)'],
    ['"\\u1234', 'Invalid \\uXXXX escape: line 1 column 3 (char 2)'],
    ['"\\u123', 'Invalid \\uXXXX escape: line 1 column 3 (char 2)'],
  ])('%j is rejected: %s', (text, message) => {
    expect(() => parsePythonJson(text)).toThrow(new PythonJsonError(message))
  })

  it('is nested up to 950 levels', () => {
    const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)
    expect(pythonJson(parsePythonJson(nested(950)))).toBe(nested(950))
    expect(() => parsePythonJson(nested(951))).toThrow('maximum recursion depth exceeded')
    expect(parsePythonJson(`[${'[],'.repeat(1_000)}0]`)).toHaveLength(1_001)
  })
})

describe('JSON as Python writes it', () => {
  it.each<[value: unknown, text: string]>([
    [undefined, 'null'],
    [{ a: undefined, b: 1 }, '{"b": 1}'],
    [{}, '{}'],
    [[], '[]'],
    [{ 'é"': ['\u{1F600}', '\x7f', '\n'] }, '{"\\u00e9\\"": ["\\ud83d\\ude00", "\\u007f", "\\n"]}'],
    [Object.assign(Object.create(null) as object, { a: 1 }), '{"a": 1}'],
    [1e-4, '0.0001'],
    [9e-5, '9e-05'],
    [-9e-5, '-9e-05'],
    [1.5e-10, '1.5e-10'],
    [1e16, '1e+16'],
    [9_007_199_254_740_991, '9007199254740991'],
    [9_999_999_999_999_998, '9999999999999998'],
    [-1e100, '-1e+100'],
    [Infinity, 'Infinity'],
    [-Infinity, '-Infinity'],
    [Number.NaN, 'NaN'],
    [0.5, '0.5'],
  ])('%o is %s', (value, text) => {
    expect(pythonJson(value)).toBe(text)
  })

  it.each<[value: unknown, message: string]>([
    [new Set(), 'Set is not JSON serializable.'],
    [[new Map()], 'Map is not JSON serializable.'],
    [{ a: () => 1 }, 'A function is not JSON serializable.'],
    [Symbol('a'), 'A symbol is not JSON serializable.'],
    [1n, 'A bigint is not JSON serializable.'],
  ])('%o cannot be written', (value, message) => {
    expect(() => pythonJson(value)).toThrow(new TypeError(message))
  })
})
