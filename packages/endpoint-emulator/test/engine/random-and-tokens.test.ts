import { describe, expect, it } from 'vitest'
import { findFirstWord } from '../../src/engine/find-first-word.ts'
import { countTokens, splitTokens } from '../../src/engine/tokens.ts'
import { hashText, seededRandom } from '../../src/random/seeded-random.ts'

describe('the numbers that everything is made from', () => {
  it('are those of FNV-1a and of Mulberry32', () => {
    expect(['', 'a', 'foobar'].map(hashText)).toEqual([0x811c9dc5, 0xe40c292c, 0xbf9cf968])
    const [zero, one] = [seededRandom(0), seededRandom(1)]
    expect(zero()).toBe(0.26642920868471265)
    expect([one(), one(), one()]).toEqual([0.6270739405881613, 0.002735721180215478, 0.5274470399599522])
    expect(seededRandom(-1)()).toBe(seededRandom(0xffffffff)())
  })

  it.each([
    ['', []],
    ['One two', ['One', ' two']],
    ['abcdefgh', ['abcdefg', 'h']],
    [' a\n', [' a', '\n']],
    ['  ', ['  ']],
  ])('split %j into tokens', (text, tokens) => {
    expect(splitTokens(text)).toEqual(tokens)
    expect(countTokens(text)).toBe(tokens.length)
  })

  it.each<[words: string[], at: number | undefined]>([
    [[], undefined],
    [['x', ''], undefined],
    [['two', 'One'], 0],
    [['two', ' two'], 3],
    [['O', 'two'], 0],
  ])('find the first of %j', (words, at) => {
    expect(findFirstWord('One two', words)).toBe(at)
  })
})
