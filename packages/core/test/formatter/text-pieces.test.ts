import { textPieces } from '@azureml-endpoints/core'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'

it.each<[text: string, lengths: readonly number[], pieces: readonly string[] | undefined]>([
  ['', [], []],
  ['ab', [1, 1], ['a', 'b']],
  ['a\nb\nc', [1, 1, 1], ['a', 'b', 'c']],
  ['a\nbc', [1, 1, 1], ['a', 'b', 'c']],
  ['a\nb', [2, 1], ['a\n', 'b']],
  ['a\nb', [3], ['a\nb']],
  ['a\n\nb', [1, 1], undefined],
  ['\nab', [1, 1], undefined],
  ['ab\n', [1, 1], undefined],
  ['axb', [1, 1], undefined],
  ['a', [1, 1], undefined],
  ['a', [], undefined],
  ['a', [Infinity], undefined],
])('cuts %j at the lengths %j into %j', (text, lengths, pieces) => {
  expect(textPieces(text, lengths)).toEqual(pieces)
})

it('cuts any texts, joined with line breaks or without them, where they were', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1 })), fc.constantFrom('', '\n'), (texts, between) => {
      const lengths = texts.map(({ length }) => length)
      expect(textPieces(texts.join(between), lengths)).toEqual(texts)
    }),
  )
})
