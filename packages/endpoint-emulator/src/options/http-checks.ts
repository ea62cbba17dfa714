import { validateHeaderName, validateHeaderValue } from 'node:http'
import {
  type Check,
  anything,
  check,
  either,
  integerIn,
  listOf,
  numberIn,
  oneOf,
  recordOf,
  shape,
  text,
} from './check.ts'

/** Node's timers overflow beyond this many milliseconds. */
const maxDelayMs = 2 ** 31 - 1

/** Checks a number of milliseconds. */
export const delay: Check = numberIn(0, maxDelayMs)
/** Checks an HTTP status. */
export const status: Check = integerIn(200, 599)
const bytes: Check = check('bytes', (one) => one instanceof Uint8Array)

/** Checks headers by name. */
export const headers: Check = (value, name) => {
  const wrong = recordOf(text)(value, name)
  if (wrong !== undefined) return wrong
  const bad = Object.entries(value as Record<string, string>).find(([field, given]) => !canBeHeader(field, given))
  return (
    bad &&
    `${name} cannot have the header ${JSON.stringify(bad[0])} with the value ${JSON.stringify(bad[1])}. Use header characters only, without line breaks.`
  )
}

/** Accepts what can be the value of a header. */
export const headerText: Check = check(
  'a string of header characters',
  (one) => typeof one === 'string' && canBeHeader('x', one),
)

const step: Check = either(
  'text, bytes, { delayMs }, { reset: true } or { stall: true }',
  text,
  bytes,
  shape({ delayMs: delay }, ['delayMs']),
  shape({ reset: oneOf(true) }, ['reset']),
  shape({ stall: oneOf(true) }, ['stall']),
)

/** Checks a response that is given byte for byte. */
export const raw: Check = shape({
  status,
  headers,
  body: either(
    'text, bytes, a list of steps, or { json }',
    text,
    bytes,
    listOf(step),
    shape({ json: anything }, ['json']),
  ),
})

function canBeHeader(name: string, value: string): boolean {
  try {
    validateHeaderName(name)
    validateHeaderValue(name, value)
    return true
  } catch {
    return false
  }
}
