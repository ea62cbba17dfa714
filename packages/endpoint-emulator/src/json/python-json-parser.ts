import { pythonJsonError, scanPythonString } from './python-json-string.ts'

/** JSON nested so deeply that Python gives up with an error of another kind. */
class PythonRecursionError extends Error {}

/** Parses JSON as Python's `json.loads` does: with `NaN` and `Infinity`, and with Python's error messages. */
export function parsePythonJson(text: string): unknown {
  return new PythonJsonParser(text).parse()
}

/** Python's default limit is 1000 calls, of which the server itself uses some. */
const maxDepth = 950

const literals: readonly (readonly [string, unknown])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', Number.NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
]

class PythonJsonParser {
  readonly #text: string
  #at = 0
  #depth = 0

  constructor(text: string) {
    this.#text = text
  }

  parse(): unknown {
    if (this.#text.startsWith('\uFEFF'))
      throw pythonJsonError(this.#text, 'Unexpected UTF-8 BOM (decode using utf-8-sig)', 0)
    this.#skipSpace()
    const value = this.#value()
    this.#skipSpace()
    if (this.#at < this.#text.length) throw pythonJsonError(this.#text, 'Extra data', this.#at)
    return value
  }

  #value(): unknown {
    const character = this.#text[this.#at]
    if (character === '"') return this.#string()
    if (character === '{') return this.#nested(() => this.#object())
    if (character === '[') return this.#nested(() => this.#array())
    const literal = literals.find(([word]) => this.#text.startsWith(word, this.#at))
    if (literal) {
      this.#at += literal[0].length
      return literal[1]
    }
    number.lastIndex = this.#at
    const digits = number.exec(this.#text)?.[0]
    if (digits === undefined) throw pythonJsonError(this.#text, 'Expecting value', this.#at)
    this.#at += digits.length
    return Number(digits)
  }

  #nested(parse: () => unknown): unknown {
    this.#depth += 1
    if (this.#depth > maxDepth) throw new PythonRecursionError('maximum recursion depth exceeded')
    const value = parse()
    this.#depth -= 1
    return value
  }

  #object(): unknown {
    const entries: [string, unknown][] = []
    if (this.#skipPast('{') === '}') return this.#end({})
    for (;;) {
      if (this.#text[this.#at] !== '"') {
        throw pythonJsonError(this.#text, 'Expecting property name enclosed in double quotes', this.#at)
      }
      const key = this.#string()
      if (this.#skipSpace() !== ':') throw pythonJsonError(this.#text, "Expecting ':' delimiter", this.#at)
      this.#skipPast(':')
      entries.push([key, this.#value()])
      const next = this.#skipSpace()
      if (next === '}') return this.#end(Object.fromEntries(entries))
      if (next !== ',') throw pythonJsonError(this.#text, "Expecting ',' delimiter", this.#at)
      this.#skipPast(',')
    }
  }

  #array(): unknown {
    const items: unknown[] = []
    if (this.#skipPast('[') === ']') return this.#end(items)
    for (;;) {
      items.push(this.#value())
      const next = this.#skipSpace()
      if (next === ']') return this.#end(items)
      if (next !== ',') throw pythonJsonError(this.#text, "Expecting ',' delimiter", this.#at)
      this.#skipPast(',')
    }
  }

  #string(): string {
    const { value, end } = scanPythonString(this.#text, this.#at)
    this.#at = end
    return value
  }

  #end(value: unknown): unknown {
    this.#at += 1
    return value
  }

  /** Skips a punctuation mark and the space after it; returns the next character. */
  #skipPast(mark: string): string | undefined {
    this.#at += mark.length
    return this.#skipSpace()
  }

  #skipSpace(): string | undefined {
    while (' \t\n\r'.includes(this.#text[this.#at] ?? 'x')) this.#at += 1
    return this.#text[this.#at]
  }
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
