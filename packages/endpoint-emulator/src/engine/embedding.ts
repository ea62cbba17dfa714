import { invalidInput, rejectLongList } from '../failures/failure.ts'
import { hashText, seededRandom } from '../random/seeded-random.ts'

/** Embeds each text; rejects more input than an embedding model accepts in one request. */
export function embedAll(texts: readonly string[], dimensions: number): number[][] {
  rejectLongList(texts, maxInputs, ['input'])
  const wordLists = texts.map((text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [text])
  const words = wordLists.reduce((sum, list) => sum + list.length, 0)
  if (words > maxWords) refuse(`The input has ${words} words. Send at most ${maxWords} at once`)
  const numbers = texts.length * dimensions
  if (numbers > maxNumbers) refuse(`The answer would have ${numbers} numbers. Ask for at most ${maxNumbers} at once`)
  return wordLists.map((list) => sumWords(list, dimensions))
}

/** Makes a unit vector from words; lists that share words get vectors that are closer together. */
function sumWords(words: readonly string[], dimensions: number): number[] {
  const sum = Array.from({ length: dimensions }, () => 0)
  const touched = Math.min(dimensions, maxComponentsPerWord)
  for (const word of words) {
    const random = seededRandom(hashText(word))
    for (let index = 0; index < touched; index++) {
      const place = dimensions === touched ? index : Math.floor(random() * dimensions)
      sum[place] = (sum[place] ?? 0) + random() * 2 - 1
    }
  }
  const length = Math.hypot(...sum) || 1
  return sum.map((value) => value / length)
}

function refuse(msg: string): never {
  throw invalidInput({ type: 'too_long', loc: ['body', 'input'], msg, input: null })
}

/** How many components of the vector one word changes, so that the work does not grow with both words and dimensions. */
const maxComponentsPerWord = 64
const maxInputs = 2_048
const maxWords = 300_000
const maxNumbers = 4_000_000

/** Encodes a vector in OpenAI's base64 format: little-endian 32-bit floats. */
export function toBase64(vector: readonly number[]): string {
  const bytes = Buffer.alloc(vector.length * 4)
  for (const [index, value] of vector.entries()) bytes.writeFloatLE(value, index * 4)
  return bytes.toString('base64')
}
