import fc from 'fast-check'
import { expect, it } from 'vitest'
import { similarities, similarPairs } from '../src/page/operations/similarity.ts'

it('measures the angle between vectors, whatever their lengths', () => {
  const vectors = [
    [1, 0],
    [5, 0],
    [0, 2],
    [-3, 0],
    [0, 0],
  ]
  expect(similarities(vectors)[0]).toEqual([1, 1, 0, -1, 0])
})

it('is symmetric, and 1 for a vector and itself', () => {
  const vectors = fc.array(fc.array(fc.double({ min: 0.1, max: 100, noNaN: true }), { minLength: 3, maxLength: 3 }), {
    maxLength: 8,
  })
  fc.assert(
    fc.property(vectors, (list) => {
      const matrix = similarities(list)
      for (const [row, values] of matrix.entries()) {
        expect(values[row]).toBeCloseTo(1, 10)
        for (const [column, value] of values.entries()) expect(matrix[column]?.[row]).toBe(value)
      }
    }),
  )
})

it('lists each pair once, most similar first', () => {
  const pairs = similarPairs([
    [1, 0.2, 0.9],
    [0.2, 1, 0.5],
    [0.9, 0.5, 1],
  ])
  expect(pairs).toEqual([
    { first: 0, second: 2, similarity: 0.9 },
    { first: 1, second: 2, similarity: 0.5 },
    { first: 0, second: 1, similarity: 0.2 },
  ])
})
