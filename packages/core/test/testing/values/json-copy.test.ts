import { expect, it } from 'vitest'
import { copyOf, fingerprint } from '../../../src/testing/values/json-copy.ts'

it('copies URLs, bytes, lists and objects', () => {
  const value = { url: new URL('https://a.example/b'), bytes: Uint8Array.of(1, 2), list: [{ a: null }], text: 'a' }
  const copy = copyOf(value)
  expect(copy).toEqual(value)
  expect([copy.url instanceof URL, copy.bytes instanceof Uint8Array]).toEqual([true, true])
  for (const key of ['url', 'bytes', 'list'] as const) expect(copy[key]).not.toBe(value[key])
  expect(copy.list[0]).not.toBe(value.list[0])
  expect([copyOf(null), copyOf(undefined), copyOf(0)]).toEqual([null, undefined, 0])
})

it('gives different values different fingerprints', () => {
  const values: readonly unknown[] = [
    undefined,
    null,
    {},
    { a: undefined },
    { a: null },
    { a: 'undefined' },
    { a: 1, b: 2 },
    { b: 2, a: 1 },
    Uint8Array.of(1, 2),
    Uint8Array.of(12),
    { '0': 1, '1': 2 },
    1n,
    1,
    '1',
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Symbol('a'),
    Symbol('b'),
    () => 1,
    () => 2,
    new URL('https://a.example'),
  ]
  expect(new Set(values.map(fingerprint)).size).toBe(values.length)
  expect(fingerprint({ a: [Uint8Array.of(1), 1n] })).toBe(fingerprint({ a: [Uint8Array.of(1), 1n] }))
  expect(fingerprint([undefined, Uint8Array.of(1, 2), 1n, Number.NaN, 0.5, Symbol('a')])).toBe(
    JSON.stringify(['\0undefined', '\0bytes 1,2', '\u00001', '\0NaN', 0.5, '\0Symbol(a)']),
  )
})
