import { describe, expect, it } from 'vitest'
import { damaged, withPart, withText } from '../../../src/testing/values/any-json.ts'

describe('a damaged copy', () => {
  const parts = [null, 42, true, 'text', '', [], {}, [null], [{}]]

  it('has each part replaced or removed, at any depth', () => {
    expect([...damaged({ a: 1 })]).toEqual([{}, ...parts.map((a) => ({ a }))])
    expect([...damaged([1, 2])]).toEqual([
      [2],
      ...parts.map((part) => [part, 2]),
      [1],
      ...parts.map((part) => [1, part]),
    ])
    const deep = [...damaged({ a: { b: [1] } })]
    expect(deep).toHaveLength(30)
    expect(deep.slice(10, 20)).toEqual([{ a: {} }, ...parts.map((b) => ({ a: { b } }))])
    expect(deep.slice(20)).toEqual([{ a: { b: [] } }, ...parts.map((part) => ({ a: { b: [part] } }))])
    for (const value of [null, 1, 'text', undefined]) expect([...damaged(value)]).toEqual([])
  })

  it('has one text replaced wherever it is', () => {
    const value = { a: 'x', b: ['x', { c: 'x y' }], d: null, e: 1, x: 'z' }
    expect(withText(value, 'x', 'N')).toEqual({ a: 'N', b: ['N', { c: 'x y' }], d: null, e: 1, x: 'z' })
    expect([withText('x', 'x', 'N'), withText(null, 'x', 'N')]).toEqual(['N', null])
  })

  it('has the part at a path replaced', () => {
    const value = { a: [{ b: 1, c: 2 }, 3], d: null }
    expect(withPart(value, ['a', 0, 'b'], 'N')).toEqual({ a: [{ b: 'N', c: 2 }, 3], d: null })
    expect(withPart(value, ['a', 1, 'b'], 'N')).toEqual({ a: [{ b: 1, c: 2 }, 'N'], d: null })
    expect(withPart(value, ['d', 'e'], 'N')).toEqual({ ...value, d: 'N' })
    expect([withPart(value, [], 'N'), withPart(1, ['a'], 'N')]).toEqual(['N', 'N'])
    expect(value).toEqual({ a: [{ b: 1, c: 2 }, 3], d: null })
  })
})
