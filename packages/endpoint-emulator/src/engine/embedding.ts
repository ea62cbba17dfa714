import { invalidInput, refuseLongList } from '../failures/failure.ts'
import { hashText, seededRandom } from '../random/seeded-random.ts'

/** Makes a vector for each text, within the limits of what an embedding model takes in one request. */
export function embedAll(texts: readonly string[], dimensions: number): number[][] {
  refuseLongList(texts, mostInputs, ['input'])
  const wordLists = texts.map((text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [text])
  const words = wordLists.reduce((sum, list) => sum + list.length, 0)
  if (words > mostWords) refuse(`The input has ${words} words. Send at most ${mostWords} at once`)
  const numbers = texts.length * dimensions
  if (numbers > mostNumbers) refuse(`The answer would have ${numbers} numbers. Ask for at most ${mostNumbers} at once`)
  return wordLists.map((list) => sumWords(list, dimensions))
}

/** Makes a vector of length one of words; lists that share words give vectors that lie closer together. */
function sumWords(words: readonly string[], dimensions: number): number[] {
  const sum = Array.from({ length: dimensions }, () => 0)
  const touched = Math.min(dimensions, mostTouched)
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

/** Numbers that one word moves: in larger vectors only some of them, so that the work does not grow with both. */
const mostTouched = 64
const mostInputs = 2_048
const mostWords = 300_000
const mostNumbers = 4_000_000

/** Writes a vector as OpenAI's base64 form: little-endian 32-bit floats. */
export function toBase64(vector: readonly number[]): string {
  const bytes = Buffer.alloc(vector.length * 4)
  for (const [index, value] of vector.entries()) bytes.writeFloatLE(value, index * 4)
  return bytes.toString('base64')
}
