/** Two texts, by their positions, and how similar their vectors are. */
export interface SimilarPair {
  readonly first: number
  readonly second: number
  readonly similarity: number
}

/** Returns the cosine similarity of every two vectors, as a symmetric matrix; 0 where a vector has no direction. */
export function similarities(vectors: readonly (readonly number[])[]): number[][] {
  const lengths = vectors.map((vector) => Math.sqrt(dot(vector, vector)))
  return vectors.map((one, row) =>
    vectors.map((other, column) => {
      const lengthsProduct = (lengths[row] ?? 0) * (lengths[column] ?? 0)
      return lengthsProduct === 0 ? 0 : dot(one, other) / lengthsProduct
    }),
  )
}

/** Lists the pairs of a matrix of similarities, most similar first. */
export function similarPairs(matrix: readonly (readonly number[])[]): SimilarPair[] {
  const pairs = matrix.flatMap((row, first) =>
    row.slice(first + 1).map((similarity, offset) => ({ first, second: first + 1 + offset, similarity })),
  )
  return pairs.toSorted((one, other) => other.similarity - one.similarity)
}

function dot(one: readonly number[], other: readonly number[]): number {
  let sum = 0
  for (let index = 0; index < one.length; index++) sum += (one[index] ?? 0) * (other[index] ?? 0)
  return sum
}
