import { printable } from '../errors/printable.ts'

/**
 * Returns what other code threw, to be used as a cause. It may hold a whole request, so only an error whose every part can be
 * inspected and is clean is returned as it is; of any other its words remain, redacted.
 */
export function safeCause(thrown: unknown, redact: (text: string) => string): unknown {
  if (isClean(thrown, redact, new Set())) return thrown
  return thrown instanceof Error ? wordsOf(thrown, redact, 0) : undefined
}

function isClean(value: unknown, redact: (text: string) => string, seen: Set<unknown>): boolean {
  if (typeof value === 'string') return redact(value) === value
  if (typeof value !== 'object' || value === null) return typeof value !== 'function'
  if (seen.has(value)) return true
  seen.add(value)
  const isError = value instanceof Error
  const prototype: unknown = Object.getPrototypeOf(value)
  const isPlain = prototype === Object.prototype || prototype === null || Array.isArray(value)
  if ((!isPlain && !isError) || seen.size > 100) return false
  // The stack may be an accessor, and repeats the message as it first was.
  if (isError && !isClean(value.stack, redact, seen)) return false
  if (isError && printable(value.message) !== value.message) return false
  return Reflect.ownKeys(value).every((key) => {
    const { value: field, get } = Object.getOwnPropertyDescriptor(value, key) ?? {}
    return key === 'stack' || (get === undefined && isClean(field, redact, seen))
  })
}

function wordsOf(error: Error, redact: (text: string) => string, depth: number): Error {
  const words = new Error(printable(redact(error.message)))
  words.name = redact(error.name)
  words.stack = redact(error.stack ?? '').replace(error.message, () => words.message)
  if ('code' in error && typeof error.code === 'string') Object.assign(words, { code: printable(redact(error.code)) })
  if (error.cause instanceof Error && depth < 4) words.cause = wordsOf(error.cause, redact, depth + 1)
  return words
}
