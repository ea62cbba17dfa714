import { describe, expect, it } from 'vitest'
import { embedAll, toBase64 } from '../../src/engine/embedding.ts'
import type { ModelFailure } from '../../src/failures/failure.ts'

type Body = Record<string, unknown>

describe('vectors', () => {
  const product = (left: readonly number[] = [], right: readonly number[] = []): number =>
    left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0)

  it.each([1, 64, 65, 1536])('of %i components have the length 1, and are closer if they share words', (size) => {
    const [one, same, near, far, empty] = embedAll(['red Coat', 'RED, coat!', 'red hat', 'two', ''], size)
    for (const vector of [one, same, near, far, empty]) {
      expect(vector).toHaveLength(size)
      expect(Math.hypot(...(vector ?? []))).toBeCloseTo(1)
    }
    expect(one).toEqual(same)
    if (size > 1) expect(product(one, near)).toBeGreaterThan(product(one, far) + 0.1)
    expect(one).toEqual(embedAll(['red Coat'], size)[0])
    // A word of a large vector changes 64 components of it.
    if (size > 1000) expect(far?.filter((value) => value !== 0).length).toBeLessThanOrEqual(64)
    if (size > 1000) expect(far?.filter((value) => value !== 0).length).toBeGreaterThan(50)
  })

  it('of no components are empty', () => {
    expect(embedAll(['a'], 0)).toEqual([[]])
  })

  const failureOf = (texts: string[], dimensions: number): unknown => {
    try {
      return embedAll(texts, dimensions).length
    } catch (error) {
      return (error as ModelFailure).failure
    }
  }
  const refused = (msg: string, more: Body = {}): unknown => {
    const problem = { type: 'too_long', loc: ['body', 'input'], msg, input: null, ...more }
    return { kind: 'invalid', problems: [problem] }
  }
  const texts = (count: number): string[] => Array.from({ length: count }, () => 'a')

  it.each<[name: string, texts: string[], dimensions: number, result: unknown]>([
    ['as many texts as a model takes', texts(2048), 1, 2048],
    [
      'more',
      texts(2049),
      1,
      refused('List should have at most 2048 items after validation, not 2049', {
        ctx: { field_type: 'List', max_length: 2048, actual_length: 2049 },
      }),
    ],
    ['many words', ['a '.repeat(150_000), 'a '.repeat(150_000)], 1, 2],
    [
      'too many words',
      ['a '.repeat(150_000), 'a '.repeat(150_001)],
      1,
      refused('The input has 300001 words. Send at most 300000 at once'),
    ],
    ['many numbers', texts(500), 8_000, 500],
    [
      'too many numbers',
      texts(500),
      8_001,
      refused('The answer would have 4000500 numbers. Ask for at most 4000000 at once'),
    ],
  ])('of %s', (_, given, dimensions, result) => {
    expect(failureOf(given, dimensions)).toEqual(result)
  })

  it('in base64 are floats of 32 bits, the lowest byte first', () => {
    expect(toBase64([])).toBe('')
    expect(toBase64([1, -2])).toBe('AACAPwAAAMA=')
  })
})
