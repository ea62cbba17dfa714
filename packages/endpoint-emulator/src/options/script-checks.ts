import {
  type Check,
  anything,
  both,
  callable,
  check,
  either,
  flag,
  integerIn,
  listOf,
  nonEmptyText,
  numberIn,
  oneOf,
  oneOfGroups,
  recordOf,
  shape,
  text,
} from './check.ts'
import { delay, headers, headerText, raw, status } from './http-checks.ts'

const count: Check = integerIn(0, Number.MAX_SAFE_INTEGER)
const times: Check = either('a whole number, or Infinity', count, oneOf(Infinity))

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
