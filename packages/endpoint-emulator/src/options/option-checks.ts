import { isObject } from '../json/json-value.ts'
import type { EmulatedDeployment, EmulatedModel, EndpointEmulatorOptions, NamedEndpoint } from './options.ts'
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
  namedOnce,
  nonEmptyText,
  numberIn,
  oneOf,
  recordOf,
  shape,
} from './check.ts'
import { type EmulatedWorkspace, provisioningStates } from './emulated-workspace.ts'
import { imageNames } from './image-names.ts'
import { delay, headerText, headers } from './http-checks.ts'
import { fitsImage } from './image-fit.ts'
import { fault, pace, reply } from './script-checks.ts'

/** Throws if an option is invalid or unknown; the message names the option, its value and the allowed values. */
export function checkOptions(options: unknown): asserts options is EndpointEmulatorOptions {
  if (!isObject(options))
    throw new Error(`The options are ${Array.isArray(options) ? 'a list' : String(options)}. Pass an object.`)
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
const texts: Check = listOf(nonEmptyText)
const keys: Check = either(
  'a key or a list of keys',
  nonEmptyText,
  both(
    texts,
    check('at least one key', (value) => (value as readonly unknown[]).length > 0),
  ),
)
const positive: Check = integerIn(1, Number.MAX_SAFE_INTEGER)

const model: Readonly<Record<keyof EmulatedModel, Check>> = {
  model: nonEmptyText,
  modelId: nonEmptyText,
  replies: listOf(reply),
  upstream: either(
    'an http: or https: URL, or an object with one as url',
    url,
    shape({ url, apiKey: headerText, model: nonEmptyText, headers }, ['url']),
  ),
  reasoning: oneOf('off', 'field', 'tags'),
  conversationRules: oneOf('mistral', 'deepseek'),
  seed: numberIn(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  pace,
  latencyMs: delay,
  requestTimeoutMs: delay,
}

const deployments: Readonly<Record<keyof EmulatedDeployment, Check>> = {
  ...model,
  name: both(nonEmptyText, headerText),
  traffic: numberIn(0, Infinity),
  state: oneOf('ready', 'not-ready'),
  provisioningState: oneOf(...provisioningStates),
}

const endpoint: Readonly<Record<Exclude<keyof NamedEndpoint, 'name'>, Check>> = {
  ...model,
  image: oneOf(...imageNames),
  edge: flag,
  script: shape({
    input: oneOf('text', 'request'),
    sample: recordOf(anything),
    optional: texts,
    output: anything,
    timeoutMs: delay,
  }),
  apiKey: keys,
  auth: shape({
    mode: oneOf('key', 'aml_token', 'aad_token', 'none'),
    accept: keys,
    expired: texts,
  }),
  provisioningState: oneOf(...provisioningStates),
  deployments: namedOnce(shape(deployments, ['name'])),
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
  flowOutputs: recordOf(anything),
  embeddingDimensions: integerIn(1, 8_192),
}

const workspace: Readonly<Record<keyof EmulatedWorkspace, Check>> = {
  subscriptionId: nonEmptyText,
  resourceGroupName: nonEmptyText,
  workspaceName: nonEmptyText,
  endpointName: nonEmptyText,
  accept: keys,
  deniedActions: texts,
  tokenSeconds: positive,
  pageSize: positive,
  faults: listOf(fault),
}

const emulator: Check = both(
  shape({
    ...endpoint,
    workspace: shape(workspace),
    endpoints: listOf(both(shape({ ...endpoint, name: nonEmptyText }, ['name']), fitsImage)),
    host: nonEmptyText,
    port: integerIn(0, 65_535),
    maxRequestBytes: positive,
    maxRecordedRequests: integerIn(0, Number.MAX_SAFE_INTEGER),
    onAnswer: callable,
  } satisfies Record<keyof EndpointEmulatorOptions, Check>),
  fitsImage,
)

/** Tells whether a value is an http: or https: URL as a string. */
export function isHttpUrl(value: unknown): boolean {
  return typeof value === 'string' && /^https?:\/\//i.test(value) && URL.canParse(value)
}
