import { limits } from '../errors/limits.ts'
import { printable } from '../errors/printable.ts'
import { isNestedDeeper, jsonPreview } from '../json/json-shape.ts'
import { redactCutText, redactLongText } from './redact-cut.ts'
import { containsAny, isPlain, mapTexts } from './redact-text.ts'
import type { Secrets } from './secrets.ts'
import { isError } from '../json/foreign.ts'

/** Redacts a text that was cut, including the start of a secret at its end. */
export function redactCut({ forms }: Secrets, text: string): string {
  return redactCutText(redactLongText(text, forms), forms)
}

/** Redacts all known secrets in a JSON value; whatever is nested too deeply is left out, and a huge value is cut. */
export function redactValue(secrets: Secrets, value: unknown): unknown {
  if (isLarger(value, maxValue)) return redactCut(secrets, jsonPreview(value, limits.errorBody))
  const { forms } = secrets
  // In this order: what can be written as JSON has an end to its depth.
  if (isCleanJson(value, forms) && !isNestedDeeper(value, limits.nesting)) return value
  return mapTexts(value, (text) => redactLongText(text, forms))
}

/** Characters of a value that is redacted as a value; of a larger one the beginning is kept, as text. */
const maxValue = 4 * 1024 * 1024

/** Returns whether the characters and parts of a JSON value add up to more than a number, without visiting the rest. */
function isLarger(value: unknown, most: number): boolean {
  const seen = new Set<unknown>()
  const stack = [value]
  let size = 0
  while (stack.length > 0 && size <= most) {
    const one = stack.pop()
    size += typeof one === 'string' ? one.length : 1
    if (typeof one !== 'object' || one === null || ArrayBuffer.isView(one) || seen.has(one)) continue
    seen.add(one)
    if (Array.isArray(one)) {
      for (const inner of one) stack.push(inner)
      continue
    }
    for (const [key, inner] of Object.entries(one)) {
      size += key.length
      stack.push(inner)
    }
  }
  return size > most
}

/** Looks through the JSON of a value as one text, which is quicker than a look at each of its parts. */
function isCleanJson(value: unknown, forms: readonly string[]): boolean {
  try {
    return !containsAny(JSON.stringify(value) ?? '', forms)
  } catch {
    return false
  }
}

/**
 * Returns an error of other code, safe to use as a cause. Such an error may contain a whole request, so it is returned
 * unchanged only if all of it can be inspected and has no secrets; otherwise as a copy of its texts, redacted.
 */
export function safeCause(secrets: Secrets, thrown: unknown): unknown {
  // Other code cuts texts too.
  const redact = (text: string): string => redactCut(secrets, text)
  if (isClean(thrown, redact, new Set())) return thrown
  return isError(thrown) ? redactedCopy(thrown, redact, 0) : undefined
}

function isClean(value: unknown, redact: (text: string) => string, seen: Set<unknown>): boolean {
  if (typeof value === 'string') return redact(value) === value
  if (typeof value !== 'object' || value === null) return typeof value !== 'function'
  if (seen.has(value)) return true
  seen.add(value)
  const isThrown = isError(value)
  if ((!isPlain(value) && !isThrown) || seen.size > 100) return false
  // The stack may be an accessor, and contains the original message.
  if (isThrown && !isClean(value.stack, redact, seen)) return false
  if (isThrown && printable(value.message) !== value.message) return false
  // The parser of `fetch` keeps the bytes that it could not parse, often from the middle of a secret on.
  if (isThrown && 'data' in value) return false
  return Reflect.ownKeys(value).every((key) => {
    const { value: field, get } = Object.getOwnPropertyDescriptor(value, key) ?? {}
    return key === 'stack' || (get === undefined && isClean(field, redact, seen))
  })
}

function redactedCopy(error: Error, redact: (text: string) => string, depth: number): Error {
  const copy = new Error(printable(redact(error.message)))
  copy.name = redact(error.name)
  copy.stack = redact(error.stack ?? '').replace(error.message, () => copy.message)
  if ('code' in error && typeof error.code === 'string') Object.assign(copy, { code: printable(redact(error.code)) })
  if (isError(error.cause) && depth < 4) copy.cause = redactedCopy(error.cause, redact, depth + 1)
  return copy
}
