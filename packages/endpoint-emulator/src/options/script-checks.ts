import { validateHeaderName, validateHeaderValue } from 'node:http'
import {
  type Check,
  anything,
  both,
  callable,
  check,
  either,
  flag,
  listOf,
  numberIn,
  nonEmptyText,
  oneOf,
  oneOfGroups,
  recordOf,
  shape,
  text,
  integerIn,
} from './check.ts'

/** Node's timers overflow beyond this many milliseconds. */
const maxDelayMs = 2 ** 31 - 1

export const delay: Check = numberIn(0, maxDelayMs)
const count: Check = integerIn(0, Number.MAX_SAFE_INTEGER)
const times: Check = either('a whole number, or Infinity', count, oneOf(Infinity))
const status: Check = integerIn(200, 599)
const bytes: Check = check('bytes', (one) => one instanceof Uint8Array)

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

const pattern: Check = check(
  'a string or a regular expression',
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
export const fault: Check = both(
  shape({
    when: matcher,
    times,
    status,
    modelStatus: status,
    body: anything,
    headers,
    retryAfter: either('seconds or a date', numberIn(0, Infinity), headerText),
    firstByteDelayMs: delay,
    bodyDelayMs: delay,
    trickle: shape({ bytes: integerIn(1, Number.MAX_SAFE_INTEGER), delayMs: delay }, ['bytes', 'delayMs']),
    stallAtByte: count,
    reset: either(
      "'before-headers', 'after-headers' or { atByte }",
      oneOf('before-headers', 'after-headers'),
      shape({ atByte: count }, ['atByte']),
    ),
    endAtByte: count,
    insert: shape({ afterEvents: count, text }, ['afterEvents', 'text']),
  }),
  oneOfGroups(['status'], ['modelStatus']),
)

/** Checks how streams are split into writes. */
export const pace: Check = shape({
  eventsPerWrite: numberIn(1, Infinity),
  bytesPerWrite: integerIn(1, Number.MAX_SAFE_INTEGER),
  delayMs: delay,
})

/** The fields of an answer by the model. */
const answers = ['text', 'pieces', 'reasoning', 'toolCalls', 'finishReason']

const step: Check = either(
  'text, bytes, { delayMs }, { reset: true } or { stall: true }',
  text,
  bytes,
  shape({ delayMs: delay }, ['delayMs']),
  shape({ reset: oneOf(true) }, ['reset']),
  shape({ stall: oneOf(true) }, ['stall']),
)

const raw: Check = shape({
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

/** Checks a reply: a string, a function or an object. */
export const reply: Check = either(
  'a string, a function or an object that describes a reply',
  text,
  callable,
  both(
    shape({
      when: matcher,
      times,
      text,
      pieces: listOf(text),
      reasoning: text,
      toolCalls: listOf(shape({ id: text, name: nonEmptyText, arguments: anything }, ['name'])),
      finishReason: text,
      usage: shape({ inputTokens: count, outputTokens: count }, ['inputTokens', 'outputTokens']),
      model: text,
      embedding: listOf(check('a number', Number.isFinite)),
      pace,
      prerender: flag,
      error: shape({ status, code: text, message: text, body: anything }),
      returns: anything,
      response: raw,
      exits: oneOf('sys.exit', 'process'),
      raw,
      fault,
      latencyMs: delay,
    }),
    oneOfGroups(answers, ['embedding'], ['error'], ['returns'], ['response'], ['exits'], ['raw']),
  ),
)

function canBeHeader(name: string, value: string): boolean {
  try {
    validateHeaderName(name)
    validateHeaderValue(name, value)
    return true
  } catch {
    return false
  }
}
