import {
  AzureMLEndpointClient,
  ConfigurationError,
  type ContentPart,
  type EndpointOptions,
} from '@azureml-endpoints/core'
import { expect, it } from 'vitest'
import { clientOf, collect, failure, hello } from './client-of.ts'

let requests = 0
const answer = (): Response => {
  requests += 1
  return Response.json({ choices: [{ message: { content: 'Hi' } }], data: [{ index: 0, embedding: [1] }] })
}
/** For callers without types. */
const loose = (value: unknown): never => value as never

const ofOptions: readonly [mistake: string, options: unknown, setting: string | undefined, words: string][] = [
  ['no options', undefined, undefined, 'options are missing'],
  ['null', null, undefined, 'options are missing'],
  ['a text', 'https://example.org', undefined, 'options are missing'],
  [
    'a placeholder in the URL',
    { endpointUrl: 'https://<your-endpoint>.eastus.inference.ml.azure.com/score' },
    'endpointUrl',
    'placeholder',
  ],
  ['a URL that is a number', { endpointUrl: 5 }, 'endpointUrl', '5'],
  ['port 0', { endpointUrl: 'http://127.0.0.1:0/score' }, 'endpointUrl', 'port 0'],
  ['a name below localhost', { endpointUrl: 'http://evil.localhost/score' }, 'endpointUrl', 'unencrypted'],
  ['a key with its scheme', { endpointApiKey: 'Bearer abcdef' }, 'endpointApiKey', 'Bearer'],
  ['a timeout that is a text', { timeout: '30' }, 'timeout', '"30"'],
  ['a timeout that is an object', { timeout: {} }, 'timeout', '{}'],
  ['an idle timeout of 0', { idleTimeout: 0 }, 'idleTimeout', '0'],
  ['retries that are a text', { maxRetries: '2' }, 'maxRetries', '"2"'],
  ['an invalid fetch', { fetch: 'fetch' }, 'fetch', 'not a function'],
  ['headers that are a text', { headers: 'x: y' }, 'headers', 'plain object'],
  ['parameters that are a list', { modelKwargs: [] }, 'modelKwargs', 'object'],
  ['no formatter', { contentFormatter: undefined }, 'contentFormatter', 'contentFormatter'],
  ['a formatter that is a text', { contentFormatter: 'openai' }, 'contentFormatter', 'contentFormatter'],
]
it.each(ofOptions)('%s is named before any request', (_mistake, options, setting, words) => {
  const make = (): unknown =>
    typeof options === 'object' && options !== null
      ? clientOf(answer, options as Partial<EndpointOptions>)
      : new AzureMLEndpointClient(loose(options))
  expect(make).toThrow(expect.toSatisfy((error) => error instanceof ConfigurationError && error.setting === setting))
  expect(make).toThrow(words)
  expect(make).not.toThrow('abcdef')
})

const ofChat: readonly [mistake: string, request: unknown, options: unknown, setting: string][] = [
  ['no request', undefined, {}, 'request'],
  ['a text', 'Hello', {}, 'request'],
  ['messages that are a text', { messages: 'Hello' }, {}, 'messages'],
  ['a message that is a text', { messages: ['Hello'] }, {}, 'messages[0]'],
  ['a signal that is its controller', hello, { signal: new AbortController() }, 'signal'],
  ['a timeout that is a text', hello, { timeout: '30' }, 'timeout'],
  ['headers that are a list', hello, { headers: [['x', 'y']] }, 'headers'],
]
it.each(ofChat)('%s is named by chat and stream, before any request', async (_mistake, request, options, setting) => {
  requests = 0
  const client = clientOf(answer)
  const errors = [
    await failure(client.chat(loose(request), loose(options))),
    (await collect(client.stream(loose(request), loose(options)))).error,
  ]
  for (const error of errors) expect(error).toMatchObject({ name: 'ConfigurationError', setting })
  expect(requests).toBe(0)
})

it('a media part has exactly one source, by its type and at run time', async () => {
  const parts: readonly ContentPart[] = [
    { type: 'image', url: 'https://example.org/a.png' },
    { type: 'file', data: 'AAAA', mediaType: 'application/pdf' },
    // @ts-expect-error -- both sources
    { type: 'image', url: 'https://example.org/a.png', data: 'AAAA' },
    // @ts-expect-error -- no source
    { type: 'image' },
  ]
  const results = parts.map((part) => clientOf(answer).chat({ messages: [{ role: 'user', content: [part] }] }))
  expect((await Promise.allSettled(results)).map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'rejected',
  ])
})
