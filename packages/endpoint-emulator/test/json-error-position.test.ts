import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findJsonMistake } from '../src/json/json-error-position.ts'

describe('findJsonMistake', () => {
  it.each([
    ['{"a":\n x}', 7],
    ['[1,]', 3],
    ['{"a" 1}', 5],
    ['{,}', 1],
    ['[01]', 2],
    ['[-x]', 2],
    ['[1.e]', 3],
    ['[1e+]', 4],
    ['[trux]', 4],
    ['["\\x"]', 3],
    ['["\\u12g4"]', 6],
    ['["a\nb"]', 3],
    ['[1] 2', 4],
    ['[1}', 2],
    ['{"a":1', 6],
  ])('%j at %i', (text, at) => {
    expect(findJsonMistake(text)).toBe(at)
  })

  it('agrees with the engine: what comes before goes on to be JSON, one character more does not', () => {
    const damaged = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', ...'{}[]",:\\u0-.e+tfn x\u0001'))
      .map(([json, place, put]) => {
        const at = place % (json.length + 1)
        return json.slice(0, at) + put + json.slice(at + 1)
      })
    const property = fc.property(damaged, (text) => {
      fc.pre(!parses(text))
      const at = findJsonMistake(text)
      expect(canGoOn(text.slice(0, at))).toBe(true)
      if (at < text.length) expect(canGoOn(text.slice(0, at + 1))).toBe(false)
    })
    fc.assert(property, { numRuns: 3_000 })
  })
})

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Tells whether a text is the beginning of some JSON, by what the engine says at its end. */
function canGoOn(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch (error) {
    const place = /position (\d+)/.exec(String(error))?.[1]
    return String(error).includes('end of JSON input') || Number(place) === text.length
  }
}
