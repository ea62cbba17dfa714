import { hashText, seededRandom } from './random.ts'

/** Makes a vector of length one from a text; texts that share words lie closer together. */
export function embed(text: string, dimensions: number): number[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [text]
  const sum = Array.from({ length: dimensions }, () => 0)
  for (const word of words) {
    const random = seededRandom(hashText(word))
    for (let index = 0; index < dimensions; index++) sum[index] = (sum[index] ?? 0) + random() * 2 - 1
  }
  const length = Math.hypot(...sum) || 1
  return sum.map((value) => value / length)
}

/** Writes a vector as OpenAI's base64 form: little-endian 32-bit floats. */
export function toBase64(vector: readonly number[]): string {
  const bytes = Buffer.alloc(vector.length * 4)
  for (const [index, value] of vector.entries()) bytes.writeFloatLE(value, index * 4)
  return bytes.toString('base64')
}
