import { describe, expect, it } from 'vitest'
import {
  comesBefore,
  countIn,
  leafWith,
  leavesOf,
  mentions,
  objectsWith,
  pathsOfNumber,
  sameJson,
  textsOf,
} from '../../../src/testing/values/body-search.ts'

const body = { a: ['one', { b: 'two one' }, []], n: 37, t: 'n=37', z: null, e: {}, 'key-one': true }

describe('a search in a body', () => {
  it('finds all values without parts, with their paths', () => {
    expect(leavesOf(body)).toEqual([
      { path: ['a', 0], value: 'one' },
      { path: ['a', 1, 'b'], value: 'two one' },
      { path: ['a', 2], value: [] },
      { path: ['n'], value: 37 },
      { path: ['t'], value: 'n=37' },
      { path: ['z'], value: null },
      { path: ['e'], value: {} },
      { path: ['key-one'], value: true },
    ])
    expect([leavesOf(null), leavesOf('a')]).toEqual([[{ path: [], value: null }], [{ path: [], value: 'a' }]])
    expect(textsOf(body)).toEqual(['one', 'two one', 'n=37'])
  })

  it('finds words in texts and keys', () => {
    expect(['one', 'wo on', 'key', 'a', '37', 'absent', 'null', '0'].map((word) => mentions(body, word))).toEqual([
      true,
      true,
      true,
      true,
      true,
      false,
      false,
      false,
    ])
    expect(['one', 'key', 'o'].map((word) => countIn(body, word))).toEqual([2, 0, 3])
    expect(leafWith(body, 'one')).toEqual({ path: ['a', 0], value: 'one' })
    expect([leafWith(body, 'two')?.path, leafWith(body, 'key')]).toEqual([['a', 1, 'b'], undefined])
  })

  it('finds numbers, also in texts', () => {
    expect(pathsOfNumber(body, 37)).toEqual([['n'], ['t']])
    expect(pathsOfNumber(body, 3.7)).toEqual([])
  })

  it.each<[text: string, number: number, isFound: boolean]>([
    ['n=37', 37, true],
    ['37.', 37, true],
    ['(0.37)', 0.37, true],
    ['-37,', 37, true],
    ['137', 37, false],
    ['370', 37, false],
    ['0.37', 37, false],
    ['37.5', 37, false],
    ['0.371', 0.37, false],
    ['10.37', 0.37, false],
    ['0x37', 0.37, false],
  ])('looks in %j for the number %d, and not for a part of a longer one', (text, number, isFound) => {
    expect(pathsOfNumber({ text }, number)).toHaveLength(isFound ? 1 : 0)
  })

  it('finds the objects that have a key', () => {
    const [inner, other] = [{ x: 0 }, { x: undefined, y: 1 }]
    const outer = { x: { a: inner }, list: [other, null, 'x', { y: { x: [] } }] }
    expect(objectsWith(outer, 'x')).toEqual([outer, inner, other, { x: [] }])
    expect([objectsWith(null, 'x'), objectsWith('x', 'length'), objectsWith({}, 'toString')]).toEqual([[], [], []])
  })

  it.each<[body: unknown, isOrdered: boolean]>([
    [['one', 'two'], true],
    [['two', 'one'], false],
    ['one two', true],
    ['two one', false],
    [{ two: 'two', one: 'one' }, true],
    [{ list: ['x', { a: ['one'] }, { a: 'two' }] }, true],
    [{ list: ['x', { a: 'two' }, { b: ['one'] }] }, false],
    [[{ b: 'two', a: 'one' }], true],
    [['two'], true],
    [['one'], true],
    [{}, true],
  ])('one before two in %j: %j', (value, isOrdered) => {
    expect(comesBefore(value, 'one', 'two')).toBe(isOrdered)
  })

  it.each<[unknown, unknown, boolean]>([
    [{ a: 1, b: { c: [1, { d: 2, e: 3 }] } }, { b: { c: [1, { e: 3, d: 2 }] }, a: 1 }, true],
    [[1, 2], [2, 1], false],
    [{ a: undefined }, {}, true],
    [{ a: null }, {}, false],
    [['a'], { 0: 'a' }, false],
    [null, null, true],
    ['1', 1, false],
  ])('%j and %j are equal: %j', (one, other, isSame) => {
    expect(sameJson(one, other)).toBe(isSame)
  })
})
