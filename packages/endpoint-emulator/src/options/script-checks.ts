import { validateHeaderName, validateHeaderValue } from 'node:http'
import {
  type Check,
  anything,
  callable,
  check,
  either,
  flag,
  listOf,
  numberIn,
  oneOf,
  recordOf,
  shape,
  text,
  wholeIn,
} from './check.ts'

/** Node's timers wrap around beyond this many milliseconds. */
const longestDelayMs = 2 ** 31 - 1

export const delay: Check = numberIn(0, longestDelayMs)
const count: Check = wholeIn(0, Number.MAX_SAFE_INTEGER)
const times: Check = either('a whole number, or Infinity', count, oneOf(Infinity))
const status: Check = wholeIn(200, 599)

export const headers: Check = (value, name) => {
  const wrong = recordOf(text)(value, name)
  if (wrong !== undefined) return wrong
  const bad = Object.entries(value as Record<string, string>).find(([field, given]) => !canBeHeader(field, given))
  return (
    bad &&
    `${name} cannot have the header ${JSON.stringify(bad[0])} with the value ${JSON.stringify(bad[1])}. Use header characters only, without line breaks.`
  )
}

const pattern: Check = check(
  'a text or a regular expression',
  (one) => typeof one === 'string' || one instanceof RegExp,
)

const matcher: Check = either(
  'an object with conditions, or a function',
  callable,
  shape({
    method: text,
    path: pattern,
    text: pattern,
    model: text,
    deployment: text,
    endpoint: text,
    stream: flag,
    headers: recordOf(pattern),
    body: recordOf(anything),
  }),
)

/** Checks a fault. */
export const fault: Check = shape({
  when: matcher,
  times,
  status,
  modelStatus: status,
  body: anything,
  headers,
  retryAfter: either('seconds or a date', numberIn(0, Infinity), headerText()),
  firstByteDelayMs: delay,
  bodyDelayMs: delay,
  trickle: shape({ bytes: count, delayMs: delay }, ['bytes', 'delayMs']),
  stallAtByte: count,
  reset: either(
    "'before-headers', 'after-headers' or { atByte }",
    oneOf('before-headers', 'after-headers'),
    shape({ atByte: count }, ['atByte']),
  ),
  endAtByte: count,
  insert: shape({ afterEvents: count, text }, ['afterEvents', 'text']),
})

/** Checks how streams are cut into writes. */
export const pace: Check = shape({
  eventsPerWrite: numberIn(1, Infinity),
  bytesPerWrite: wholeIn(1, Number.MAX_SAFE_INTEGER),
  delayMs: delay,
})

/** Checks a reply: a text, a function, or a description. */
export const reply: Check = either(
  'a text, a function or an object that describes a reply',
  text,
  callable,
  shape({
    when: matcher,
    times,
    text,
    pieces: listOf(text),
    reasoning: text,
    toolCalls: listOf(shape({ id: text, name: text, arguments: anything }, ['name'])),
    finishReason: text,
    usage: shape({ inputTokens: count, outputTokens: count }, ['inputTokens', 'outputTokens']),
    model: text,
    embedding: listOf(check('a number', (one) => typeof one === 'number')),
    pace,
    prerender: flag,
    error: shape({ status, code: text, message: text, body: anything }),
    raw: shape({ status, headers, body: anything }),
    fault,
    latencyMs: delay,
  }),
)

function headerText(): Check {
  return check('a text of header characters', (one) => typeof one === 'string' && canBeHeader('x', one))
}

function canBeHeader(name: string, value: string): boolean {
  try {
    validateHeaderName(name)
    validateHeaderValue(name, value)
    return true
  } catch {
    return false
  }
}
