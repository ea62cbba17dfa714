import { isObject } from '../json/json-value.ts'
import type { EmulatedDeployment, EmulatedModel, EndpointEmulatorOptions, NamedEndpoint } from './options.ts'
import { type Check, callable, check, either, flag, listOf, numberIn, oneOf, shape, text, integerIn } from './check.ts'
import { delay, fault, headers, pace, reply } from './script-checks.ts'

/** Throws if an option is invalid or unknown; the message names the option, its value and the allowed values. */
export function checkOptions(options: unknown): asserts options is EndpointEmulatorOptions {
  if (!isObject(options)) throw new Error(`The options are ${String(options)}. Pass an object.`)
  throwIfInvalid(emulator(options, ''))
}

/** Throws if one of the replies is invalid. */
export function checkReplies(replies: unknown): void {
  throwIfInvalid(listOf(reply)(replies, 'replies'))
}

/** Throws if one of the faults is invalid. */
export function checkFaults(faults: unknown): void {
  throwIfInvalid(listOf(fault)(faults, 'faults'))
}

function throwIfInvalid(problem: string | undefined): void {
  if (problem !== undefined) throw new Error(problem.startsWith('There is') ? problem : `Option ${problem}`)
}

const url: Check = check('an http: or https: URL, such as http://localhost:11434/v1', isHttpUrl)
const texts: Check = listOf(text)
const positive: Check = integerIn(1, Number.MAX_SAFE_INTEGER)

const model: Readonly<Record<keyof EmulatedModel, Check>> = {
  model: text,
  replies: listOf(reply),
  upstream: either(
    'an http: or https: URL, or an object with one as url',
    url,
    shape({ url, apiKey: text, model: text, headers }, ['url']),
  ),
  reasoning: oneOf('off', 'field', 'tags'),
  seed: numberIn(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  pace,
  latencyMs: delay,
  requestTimeoutMs: delay,
}

const deployments: Readonly<Record<keyof EmulatedDeployment, Check>> = {
  ...model,
  name: text,
  traffic: numberIn(0, Infinity),
  state: oneOf('ready', 'not-ready'),
}

const endpoint: Readonly<Record<Exclude<keyof NamedEndpoint, 'name'>, Check>> = {
  ...model,
  image: oneOf('classic', 'foundation', 'huggingface', 'serverless', 'foundry', 'prompt-flow'),
  apiKey: either('a string or a list of strings', text, texts),
  auth: shape({
    mode: oneOf('key', 'aml_token', 'aad_token', 'none'),
    accept: either('a string or a list of strings', text, texts),
    expired: texts,
  }),
  deployments: listOf(shape(deployments, ['name'])),
  faults: either('a list of faults or a function', callable, listOf(fault)),
  randomFaults: shape({
    seed: numberIn(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    rate: numberIn(0, 1),
    faults: listOf(fault),
  }),
  maxConcurrentRequestsPerInstance: positive,
  instanceCount: positive,
  requestsPerSecond: numberIn(0, Infinity),
  extraParameters: oneOf('error', 'drop', 'pass-through'),
  unsupportedParameters: texts,
  contentFilter: shape({ prompt: texts, completion: texts }),
  streamHabits: shape({
    usage: oneOf('last-chunk', 'when-asked', 'null-until-last', 'every-chunk', 'never'),
    emptyFirstChoices: flag,
    done: flag,
    burst: flag,
    nullRole: flag,
    lineBreak: oneOf('\n', '\r\n', '\r'),
  }),
  flowStreams: flag,
  embeddingDimensions: integerIn(1, 8_192),
}

const emulator: Check = shape({
  ...endpoint,
  endpoints: listOf(shape({ ...endpoint, name: text }, ['name'])),
  host: text,
  port: integerIn(0, 65_535),
  maxRequestBytes: positive,
  maxRecordedRequests: integerIn(0, Number.MAX_SAFE_INTEGER),
  onAnswer: callable,
} satisfies Record<keyof EndpointEmulatorOptions, Check>)

/** Tells whether a value is an http: or https: URL as a string. */
export function isHttpUrl(value: unknown): boolean {
  return typeof value === 'string' && /^https?:\/\//i.test(value) && URL.canParse(value)
}
