import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findJsonError } from '../src/json/json-error-position.ts'

describe('findJsonError', () => {
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
    expect(findJsonError(text)).toBe(at)
  })

  it('agrees with JSON.parse: the text before the position can be completed to JSON, one more character cannot', () => {
    const damaged = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', ...'{}[]",:\\u0-.e+tfn x\u0001'))
      .map(([json, place, put]) => {
        const at = place % (json.length + 1)
        return json.slice(0, at) + put + json.slice(at + 1)
      })
    const property = fc.property(damaged, (text) => {
      fc.pre(!parses(text))
      const at = findJsonError(text)
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

/** Tells whether text is the beginning of valid JSON, by the position in the error of `JSON.parse`. */
function canGoOn(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch (error) {
    const place = /position (\d+)/.exec(String(error))?.[1]
    return String(error).includes('end of JSON input') || Number(place) === text.length
  }
}
