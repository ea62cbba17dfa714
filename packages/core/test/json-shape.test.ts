import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonHazard } from '@azureml-endpoints/core'
import { isNestedDeeper, jsonPreview, mayNestDeeper } from '../src/json/json-shape.ts'

const nested = (levels: number, inner: unknown): unknown =>
  Array.from({ length: levels }).reduce((value: unknown, _, index) => (index % 2 === 0 ? [value] : { a: value }), inner)

describe('a hazard in the JSON of an endpoint', () => {
  const own = (key: string, value: unknown): unknown => JSON.parse(`{"${key}":${JSON.stringify(value)}}`)
  it.each<[value: unknown, hazard: string | undefined]>([
    [1, undefined],
    [null, undefined],
    ['__proto__', undefined],
    [{ a: [1, { b: null }] }, undefined],
    [own('__proto__', 1), 'an object with the key "__proto__"'],
    [own('constructor', { prototype: 1 }), 'an object with the key "constructor"'],
    [own('constructor', { name: 1 }), undefined],
    [own('constructor', 'prototype'), undefined],
    [own('constructor', null), undefined],
    [own('constructed', { prototype: 1 }), undefined],
    [own('prototype', { prototype: 1 }), undefined],
    [[1, { a: [own('__proto__', {})] }], 'an object with the key "__proto__"'],
    [nested(200, 1), undefined],
    [nested(200, []), 'nested deeper than 200 levels'],
    [nested(200, {}), 'nested deeper than 200 levels'],
  ])('%# is named', (value, hazard) => {
    expect(jsonHazard(value)).toBe(hazard)
  })
})

describe('the depth of JSON', () => {
  it.each([0, 1, 2, 9])('is known exactly: %i levels below the outermost', (levels) => {
    for (const leaf of [1, null, 'x']) {
      for (const of of [(inner: unknown) => [1, inner, null], (inner: unknown) => ({ a: 'x', b: inner, c: null })]) {
        expect(isNestedDeeper(of(nested(levels, leaf)), levels)).toBe(false)
        expect(isNestedDeeper(of(nested(levels + 1, leaf)), levels)).toBe(true)
      }
    }
  })

  it('of a text is not above the count of its brackets', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.nat({ max: 8 }), (value, levels) => {
        const json = JSON.stringify(value)
        if (isNestedDeeper([value], levels)) expect(mayNestDeeper(json, levels)).toBe(true)
        const brackets = json.match(/[{[]/g)?.length ?? 0
        expect(mayNestDeeper(json, levels)).toBe(brackets > levels && json.length > 2 * levels)
      }),
    )
  })
})

describe('a preview', () => {
  it('is the JSON of a value, or its start', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.integer({ min: 1, max: 80 }), (value, room) => {
        // -0 is 0 in JSON.
        const json = JSON.stringify(value)
        fc.pre(!json.includes('-0') && !/e[+-]/.test(json))
        expect(jsonPreview(value, room)).toBe(json.length > room ? `${json.slice(0, room)}…` : json)
      }),
    )
  })

  it.each<[value: unknown, shown: string]>([
    [undefined, 'undefined'],
    [5n, 'bigint'],
    [Symbol('x'), 'symbol'],
    [() => 1, 'function'],
    [Number.NaN, 'NaN'],
    [{ a: undefined, b: [() => 1] }, '{"a":undefined,"b":[function]}'],
    [nested(100, 1), `${'{"a":['.repeat(50)}1`],
    [nested(100, [1]), `${'{"a":['.repeat(50)}…`],
  ])('of %# is shown by its kind where JSON has nothing', (value, shown) => {
    expect(jsonPreview(value, 1000).slice(0, shown.length)).toBe(shown)
  })
})
