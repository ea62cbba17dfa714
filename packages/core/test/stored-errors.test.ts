import { AzureMLError, ConfigurationError, EndpointError, FormatError, mapRequest } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { describe, expect, it, vi } from 'vitest'
import { clientOf, failure, hello, key } from './client-of.ts'

const prompt = 'a prompt that nobody stores'

/** Every class, and everything that each makes known of an error of its own. */
const classes = { AzureMLError, ConfigurationError, EndpointError, FormatError }
type Classes = typeof classes
type Name = keyof Classes

const names = Object.keys(classes) as Name[]

function errorsOf(copy: Classes): Record<Name, AzureMLError> {
  return {
    AzureMLError: new copy.AzureMLError('What happened.'),
    ConfigurationError: new copy.ConfigurationError('Your turn.', { setting: 'topK', cause: new Error(prompt) }),
    EndpointError: new copy.EndpointError('Their turn.', {
      status: 424,
      modelStatus: 429,
      reason: 'model_error',
      code: 'busy',
      requestId: 'r-1',
      headers: new Headers({ 'x-echo': key }),
      body: { prompt },
      request: { url: 'https://host/score', body: { prompt } },
      contentFilter: { prompt },
      retryable: true,
      retryAfterMs: 86_400_000,
      cause: new Error(prompt),
    }),
    FormatError: new copy.FormatError('Its turn.', {
      formatter: 'f',
      apiType: 'dedicated',
      method: 'parseResponse',
      payload: prompt,
      cause: new Error(prompt),
    }),
  }
}

/** Loads core once more, as a program does in which two packages depend on two versions of it. */
async function anotherCopy(): Promise<Classes> {
  vi.resetModules()
  return import('@azureml-endpoints/core')
}

/** Ways in which an error reaches a program: by itself, or after it was stored or sent to another process. */
const ways: Readonly<Record<string, (error: AzureMLError) => unknown>> = {
  'as it is': (error) => error,
  'after JSON': (error) => JSON.parse(JSON.stringify(error)),
  'after JSON, inside something': (error) => JSON.parse(JSON.stringify({ failed: [error] })).failed[0],
  'after structuredClone': (error) => structuredClone(error),
  'after structuredClone of its JSON': (error) => structuredClone(error.toJSON()),
  'after a serializer that keeps name, message and stack': ({ name, message, stack }) => ({ name, message, stack }),
  'after a serializer that keeps all fields': (error) =>
    Object.fromEntries(Object.getOwnPropertyNames(error).map((name) => [name, error[name as keyof AzureMLError]])),
  'after JSON of a clone': (error) => {
    const { message, stack } = structuredClone(error)
    return JSON.parse(JSON.stringify({ message, stack }))
  },
  'renamed by a subclass of a user': (error) => Object.assign(error, { name: 'Mine' }),
  'without a stack': (error) => Object.assign(error, { stack: undefined }),
}

describe.each(['this copy', 'another copy'])('an error of %s', (copy) => {
  it.each(Object.entries(ways))('%s is an instance of its class and of the base', async (_, way) => {
    const errors = errorsOf(copy === 'this copy' ? classes : await anotherCopy())
    for (const name of names) {
      const value = way(errors[name])
      const found = names.filter((one) => classes[one].isInstance(value))
      expect({ name, found }).toEqual({ name, found: name === 'AzureMLError' ? [name] : ['AzureMLError', name] })
    }
    if (copy === 'another copy') expect(errors.EndpointError).not.toBeInstanceOf(EndpointError)
  })
})

it('an error that a formatter with its own copy throws reaches the caller unchanged', async () => {
  const copy = await anotherCopy()
  for (const error of Object.values(errorsOf(copy))) {
    const contentFormatter = mapRequest(new CustomOpenAIChatContentFormatter(), () => {
      throw error
    })
    expect(await failure(clientOf(() => new Response(), { contentFormatter }).chat(hello))).toBe(error)
  }
})

it('a subclass of a user is an instance after JSON too', () => {
  class QuotaError extends EndpointError {
    override name = 'QuotaError'
  }
  const error = new QuotaError('Wait.', { retryAfterMs: 5 })
  for (const value of [error, JSON.parse(JSON.stringify(error)), structuredClone(error.toJSON())]) {
    expect(EndpointError.isInstance(value)).toBe(true)
    expect(ConfigurationError.isInstance(value)).toBe(false)
  }
})

it('isInstance works without its class', () => {
  const errors = Object.values(errorsOf(classes))
  expect(errors.filter(EndpointError.isInstance)).toEqual([errors[2]])
  expect(errors.filter(AzureMLError.isInstance)).toEqual(errors)
})

const throwing = (): never => {
  throw new Error('no')
}
const revoked = Proxy.revocable({}, {})
revoked.revoke()

it.each<[string, unknown]>([
  ['undefined', undefined],
  ['null', null],
  ['a text', 'EndpointError: Their turn.'],
  ['a number', 424],
  ['a symbol', Symbol('EndpointError')],
  ['the class', EndpointError],
  ['its prototype’s constructor name', { constructor: EndpointError }],
  ['an empty object', {}],
  ['an object without prototype', Object.create(null)],
  ['a list', [new EndpointError('x')]],
  ['an error of the runtime', new TypeError('x')],
  ['an error of another library with the same name', Object.assign(new Error('x'), { name: 'EndpointError' })],
  ['its JSON', { name: 'ConfigurationError', message: 'x' }],
  ['a message that names a class', new Error('EndpointError: x')],
  ['a mark of another library', { errorType: 'other/EndpointError', stack: 'EndpointError: x' }],
  ['a class that nobody has', { errorType: 'azureml-endpoints/OtherError' }],
  ['a mark that is no text', { errorType: { toString: throwing }, stack: 5 }],
  ['a getter that throws', Object.defineProperty({}, 'errorType', { get: throwing })],
  ['a stack that throws', Object.defineProperty({}, 'stack', { get: throwing })],
  ['a proxy that throws', new Proxy({}, { get: throwing, getPrototypeOf: throwing, has: throwing })],
  ['a revoked proxy', revoked.proxy],
])('%s is no error of this library', (_, value) => {
  for (const name of names) expect(classes[name].isInstance(value)).toBe(false)
})

describe('toJSON', () => {
  it('keeps the facts that decide what to do', () => {
    expect(JSON.parse(JSON.stringify(Object.values(errorsOf(classes))))).toMatchInlineSnapshot(`
      [
        {
          "errorType": "azureml-endpoints/AzureMLError",
          "message": "What happened.",
          "name": "AzureMLError",
        },
        {
          "errorType": "azureml-endpoints/ConfigurationError",
          "message": "Your turn.",
          "name": "ConfigurationError",
          "setting": "topK",
        },
        {
          "code": "busy",
          "errorType": "azureml-endpoints/EndpointError",
          "message": "Their turn.",
          "modelStatus": 429,
          "name": "EndpointError",
          "reason": "model_error",
          "requestId": "r-1",
          "retryAfterMs": 86400000,
          "retryable": true,
          "status": 424,
        },
        {
          "apiType": "dedicated",
          "errorType": "azureml-endpoints/FormatError",
          "formatter": "f",
          "message": "Its turn.",
          "method": "parseResponse",
          "name": "FormatError",
        },
      ]
    `)
  })

  it.each(names)('of %s tells nothing of the request, the answer and its headers', (name) => {
    const text = JSON.stringify(errorsOf(classes)[name])
    expect(text).not.toContain(prompt)
    expect(text).not.toContain(key)
  })

  it('of a real failure keeps neither prompt nor body', async () => {
    const client = clientOf(() => Response.json({ error: { message: 'Slow down.', prompt } }, { status: 429 }))
    const error = await failure(client.chat({ messages: [{ role: 'user', content: prompt }] }))
    expect(JSON.stringify(error)).not.toContain(prompt)
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      name: 'EndpointError',
      message: expect.stringContaining('Slow down.'),
      status: 429,
      retryable: true,
    })
  })
})
