import { onlyValue } from './embedded-json.ts'
import { endOfBrackets, endOfString, openings } from './end-of-value.ts'

/** Longer texts, and calls with more arguments, are not parsed. */
const maxLength = 64 * 1024
const maxArguments = 10

/** One argument of the call that creates an exception. */
interface Argument {
  readonly name: string | undefined
  readonly value: unknown
  /** Whether it is a quoted text. */
  readonly isText: boolean
}

/**
 * Returns what an exception says that Python's `repr` printed: `KeyError: a` for `KeyError('a')`, as Python itself reports it,
 * and the fields of `HTTPException(status_code=422, detail='…')`; `undefined` if a text is something else.
 */
export function valueOfException(text: string): unknown {
  if (text.length > maxLength) return undefined
  const call = text.trim()
  const [start = '', exception = ''] = /^(?:\w+\.)*([A-Z]\w*)\(/.exec(call) ?? []
  if (start === '' || endOfBrackets(call, start.length - 1) !== call.length) return undefined
  const parts = split(call.slice(start.length, -1))
  const all = parts.length > maxArguments ? [] : parts.map(argumentOf).filter((one) => one !== undefined)
  if (all.length < parts.length) return undefined
  const message = all.find(({ name, isText }) => name === undefined && isText)
  const unnamed = all
    .filter(({ name }) => name === undefined)
    .map((one) => (one === message ? `${exception}: ${String(one.value)}` : one.value))
  const named = all.flatMap(({ name, value }) => (name === undefined ? [] : [[name, value] as const]))
  const whole = unnamed.length > 1 ? unnamed : unnamed[0]
  return named.length === 0 ? whole : { message: whole, ...Object.fromEntries(named) }
}

/** Splits the arguments of a call at the commas between them. */
function split(text: string): readonly string[] {
  const parts: string[] = []
  let start = 0
  let index = 0
  while (index < text.length) {
    const character = text[index] ?? ''
    if (character === ',') {
      parts.push(text.slice(start, index))
      start = index + 1
    }
    const end = character in openings ? endOfBrackets(text, index) : undefined
    index = (/["']/.test(character) ? endOfString(text, index) : end) ?? index + 1
  }
  // The last one may be followed by a comma.
  return [...parts, text.slice(start)].map((part) => part.trim()).filter((part) => part !== '')
}

function argumentOf(text: string): Argument | undefined {
  const [start = '', name] = /^(\w+)=/.exec(text) ?? []
  const printed = text.slice(start.length)
  const value = onlyValue(printed) ?? (/^[\w.]+\(/.test(printed) ? printed : undefined)
  return value === undefined ? undefined : { name, value, isText: /^["']/.test(printed) }
}
