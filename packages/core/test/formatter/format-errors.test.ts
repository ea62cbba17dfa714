// Everything that a formatter can do wrong, and the whole error for it.
import {
  AzureMLEndpointClient,
  ConfigurationError,
  type ContentFormatterBase,
  FormatError,
} from '@azureml-endpoints/core'
import { expect, it } from 'vitest'
import { fakeFetch } from '../../src/testing/index.ts'
import { key } from '../client-of.ts'

interface Methods {
  readonly formatRequest?: () => unknown
  readonly parseResponse?: () => unknown
}

const answer = { said: 'Hi' }

/** Calls chat with a formatter, and returns the error as data. */
async function problemOf(methods: Methods, request: object = {}): Promise<unknown> {
  const codec = { formatRequest: () => ({}), parseResponse: () => ({ text: 'Hi' }), ...methods }
  const client = new AzureMLEndpointClient({
    endpointUrl: 'https://my-ep.eastus2.inference.ml.azure.com/score',
    endpointApiKey: key,
    contentFormatter: { name: 'own', codecs: { dedicated: codec } } as unknown as ContentFormatterBase,
    maxRetries: 0,
    fetch: fakeFetch(answer),
  })
  try {
    return await client.chat({ messages: [{ role: 'user', content: 'Hello' }], ...request })
  } catch (error) {
    if (error instanceof ConfigurationError) return [error.setting, error.message, error.cause !== undefined]
    if (!(error instanceof FormatError)) return error
    const { method, formatter, apiType, message } = error
    return { method, formatter, apiType, message, cause: error.cause !== undefined, payload: error.payload }
  }
}

const throwing = (value: unknown) => (): never => {
  throw value
}
/** The name is a variable because linters forbid such an object. */
const methodOfPromises = 'then' as string
const withThen = (value: unknown): object => ({ text: 'Hi', [methodOfPromises]: value })
const circular: Record<string, unknown> = {}
circular['self'] = circular
const promise = 'returned a promise; formatters must be synchronous'
const unserializable = 'returned a body that cannot be serialized as JSON'

it.each<[does: string, formatRequest: () => unknown, problem: string, cause: boolean]>([
  ['throws an error', throwing(new TypeError('no way')), 'threw: no way', true],
  ['throws one with a full stop and spaces', throwing(new Error('No way. \n.. ')), 'threw: No way', true],
  ['throws one without a message', throwing(new Error('')), 'threw:', true],
  ['throws a text', throwing('no way'), 'threw: no way', true],
  ['throws a number', throwing(42), 'threw: a value that is not an Error', true],
  ['throws control characters', throwing('a\u001Bb\nc'), 'threw: a\\u001bb c', true],
  ['throws the key', throwing(`with ${key}`), 'threw: with <redacted>', false],
  ['throws a long text', throwing('x'.repeat(3000)), `threw: ${'x'.repeat(1993)}`, true],
  ['returns nothing', () => undefined, 'returned undefined instead of a body', false],
  ['returns null', () => null, 'returned null instead of a body', false],
  ['returns a function', () => () => ({}), 'returned function instead of a body', false],
  ['returns a promise', async () => ({}), promise, false],
  ['returns a promise that is rejected', async () => throwing(new Error('no'))(), promise, false],
  ['returns a symbol', () => Symbol('a'), unserializable, false],
  ['returns a bigint', () => ({ a: 1n }), unserializable, true],
  ['returns a cycle', () => circular, unserializable, true],
  ['returns what serializes to nothing', () => ({ toJSON: () => undefined }), unserializable, false],
])('formatRequest %s', async (_does, formatRequest, problem, cause) => {
  expect(await problemOf({ formatRequest })).toEqual({
    method: 'formatRequest',
    formatter: 'own',
    apiType: 'dedicated',
    message: `\`formatRequest\` of formatter "own" (dedicated) ${problem}.`,
    cause,
    payload: { messages: [{ role: 'user', content: 'Hello' }] },
  })
})

const advice =
  'If this answer is correct for the deployment, pass another `contentFormatter`; the answer is in `payload`.'

it.each<[does: string, parseResponse: () => unknown, problem: string, cause: boolean]>([
  ['throws an error', throwing(new TypeError('no text')), 'threw: no text', true],
  ['throws a text', throwing('no text.'), 'threw: no text', true],
  ['throws nothing', throwing(undefined), 'threw: a value that is not an Error', false],
  ['returns null', () => null, 'returned null', false],
  ['returns a text', () => 'Hi', 'returned string', false],
  ['returns a promise', async () => ({ text: 'Hi' }), promise, false],
  ['returns what is like a promise', () => withThen(() => {}), promise, false],
])('parseResponse %s', async (_does, parseResponse, problem, cause) => {
  expect(await problemOf({ parseResponse })).toEqual({
    method: 'parseResponse',
    formatter: 'own',
    apiType: 'dedicated',
    message: `\`parseResponse\` of formatter "own" (dedicated) ${problem}. ${advice}`,
    cause,
    payload: answer,
  })
})

it.each(['formatRequest', 'parseResponse'] as const)('%s may throw an error of this library', async (method) => {
  const own = new ConfigurationError('No topK.', { setting: 'topK' })
  expect(await problemOf({ [method]: throwing(own) })).toEqual(['topK', 'No topK.', false])
})

it('takes neither a then that is no function nor the body of another type for a mistake', async () => {
  expect(await problemOf({ parseResponse: () => withThen(1) })).toMatchObject({ text: 'Hi' })
  for (const body of ['text', 0, false, '', []]) {
    expect(await problemOf({ formatRequest: () => body })).toMatchObject({ text: 'Hi' })
  }
})

it.each([
  ['a bigint', 1n],
  ['a cycle', circular],
])('names the setting that has %s', async (_what, value) => {
  const { formatRequest } = { formatRequest: () => ({ a: value }) }
  const request = { temperature: 1, modelKwargs: { a: value } }
  expect(await problemOf({ formatRequest }, request)).toEqual([
    'modelKwargs',
    '`modelKwargs` contains a value that JSON cannot represent (a bigint, or a circular reference).',
    true,
  ])
})
