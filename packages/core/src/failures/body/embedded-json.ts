import { closings, endOfBrackets, endOfString, openings } from './end-of-value.ts'

/** Only this many characters of a text are searched for JSON, so that nested texts cost a bounded amount of work. */
const searchedCharacters = 64 * 1024

/** Only this many brackets of a text are tried as the start of a JSON value. */
const maxAttempts = 4

/** A JSON value inside a text. */
export interface EmbeddedValue {
  readonly value: unknown
  /** The text before the value, such as `Error code: 400 - `. */
  readonly prefix: string
}

/** Finds the first object or list in a text, as JSON or as Python prints it; what stands after it is ignored. */
export function embeddedValue(text: string): EmbeddedValue | undefined {
  const searched = text.slice(0, searchedCharacters)
  let start = searched.search(/[{[]/)
  for (let attempt = 0; attempt < maxAttempts && start !== -1; attempt++) {
    const value = valueAt(searched, start)
    if (typeof value === 'object' && value !== null) return { value, prefix: searched.slice(0, start) }
    start = nextBracket(searched, start + 1)
  }
  return undefined
}

/** Parses JSON, or JSON followed by text; `undefined` if the text does not start with JSON. */
export function leadingValue(text: string): unknown {
  return tryParse(text) ?? (/^[{["]/.test(text) ? valueAt(text, 0) : undefined)
}

/** Parses JSON; `undefined` if the text is not JSON. */
export function tryParse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function nextBracket(text: string, from: number): number {
  const offset = text.slice(from).search(/[{[]/)
  return offset === -1 ? -1 : from + offset
}

/** Parses the value at a position, whether JSON or Python printed it. */
export function valueAt(text: string, start: number): unknown {
  return tryParse(jsonAt(text, start) ?? '')
}

/** Python's words for JSON's; JSON has none for what is not a number. */
const jsonWords: Readonly<Record<string, string>> = {
  None: 'null',
  True: 'true',
  False: 'false',
  NaN: 'null',
  nan: 'null',
  inf: 'null',
  '-inf': 'null',
  Infinity: 'null',
  '-Infinity': 'null',
  null: 'null',
  true: 'true',
  false: 'false',
}

/** Rewrites the value at a position as JSON, whether JSON or Python printed it; `undefined` if it is something else. */
function jsonAt(text: string, start: number): string | undefined {
  const json: string[] = []
  let depth = 0
  let index = start
  let isInObject = false
  while (index < text.length) {
    const character = text[index] ?? ''
    if (character === "'" || character === '"') {
      const end = endOfString(text, index)
      if (end === undefined) return undefined
      json.push(JSON.stringify(unescaped(text.slice(index + 1, end - 1))))
      index = end
      if (depth === 0) return json.join('')
      continue
    }
    const word = wordAt(text, index)
    if (word !== undefined) {
      // NumPy prints `[1 2]`: without the space, it would be another number.
      if (wordAt(json.at(-1) ?? '', 0) !== undefined) return undefined
      const afterWord = index + word.length
      const end = isInObject && text[afterWord] === '(' ? endOfBrackets(text, afterWord) : afterWord
      if (end === undefined) return undefined
      // A Python object, such as `ValueError('x')`, becomes a string. Outside of `{}` it may be the start of a log line: `[main()]`.
      json.push(end > afterWord ? JSON.stringify(text.slice(index, end)) : (jsonWords[word] ?? word))
      index = end
      continue
    }
    index++
    isInObject ||= character === '{'
    if (character in openings) depth++
    if (character in closings) {
      depth--
      if (json.at(-1) === ',') json.pop()
    }
    if (!/\s/.test(character)) json.push(openings[character] ?? closings[character] ?? character)
    if (depth === 0) return json.join('')
  }
  return undefined
}

const word = /[\w.+-]+/y

function wordAt(text: string, index: number): string | undefined {
  word.lastIndex = index
  return word.exec(text)?.[0]
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

function unescaped(text: string): string {
  return text.includes('\\')
    ? text.replace(/\\(?:x([\da-f]{2})|u([\da-f]{4})|([^]))/gi, (_all, byte, unit, other: string) => {
        const code = (byte ?? unit) as string | undefined
        return code === undefined ? (escapes[other] ?? other) : String.fromCharCode(Number.parseInt(code, 16))
      })
    : text
}
