// oxlint-disable no-underscore-dangle -- LangChain's names
import { inspect } from 'node:util'
import { redactParameters } from '@azureml-endpoints/core'
import { BaseCallbackHandler } from '@langchain/core/callbacks/base'
import { RunCollectorCallbackHandler } from '@langchain/core/tracers/run_collector'
import { describe, expect, it } from 'vitest'
import { AzureMLChatOnlineEndpoint, AzureMLOnlineEndpoint } from '../src/index.ts'
import { bodies, collect, endpoint, failure, key, paths } from './endpoint.ts'

const secret = /must-not-show/
const hidden = 'parameter-that-must-not-show'

/** Body parameters that contain a secret, and where it is in the request. */
const kinds: Record<string, Record<string, unknown>> = {
  'a key': { api_key: hidden },
  'a key in camel case': { apiKey: hidden },
  'a token': { access_token: hidden },
  'a password': { password: hidden },
  'a connection string': { connection_string: hidden },
  'a key of a data source': {
    data_sources: [{ type: 'azure_search', parameters: { authentication: { type: 'api_key', key: hidden } } }],
  },
  'a key in the query of a URL': { embedding: { endpoint: `https://a.b/c?api-version=1&api-key=${hidden}` } },
  'a token in the query of a URL': { servers: [{ server_url: `https://a.b/?a=b&access_token=${hidden}&c=d` }] },
  'a key with an encoded name in the query of a URL': { endpoint: `https://a.b/?%6Bey=${hidden}` },
  'a token in the fragment of a URL': { callback: `https://a.b/c#token=${hidden}` },
  'a password in a URL': { store: { url: `redis://me:${hidden}@a.b:6379/0` } },
  'a token as the user of a URL': { source: `https://${hidden}@a.b/c.git` },
  'a URL object': { source: new URL(`https://a.b/?sig=${hidden}`) },
  headers: { extra_headers: { Authorization: `Bearer ${hidden}`, 'x-functions-key': hidden } },
  'a list under a secret name': { secrets: [hidden, { inner: hidden }] },
}

/** Collects everything that a model shows of itself and of its calls. */
async function shownBy(
  model: AzureMLChatOnlineEndpoint | AzureMLOnlineEndpoint,
  options: { modelKwargs?: Record<string, unknown> },
): Promise<unknown[]> {
  const runs = new RunCollectorCallbackHandler()
  const seen: unknown[] = [model, model.toJSON(), model.lc_kwargs, model._identifyingParams()]
  const note = (...given: unknown[]): void => void seen.push(given)
  const handler = BaseCallbackHandler.fromMethods({
    handleChatModelStart: note,
    handleLLMStart: note,
    handleLLMEnd: note,
    handleLLMError: (error: Error, ...more) => note(error.message, error.stack, ...more),
  })
  const call = { ...options, callbacks: [runs, handler] }
  const bound = (model as AzureMLChatOnlineEndpoint).withConfig(options)
  await bound.invoke('Hello', { callbacks: [runs, handler] })
  await model.invoke('Hello', call)
  await collect<unknown>(model.stream('Hello', call))
  seen.push(await failure(model.invoke('fail', call)))
  seen.push(await collect(model.streamEvents('Hello', { version: 'v2', ...call })))
  seen.push(bound, JSON.parse(JSON.stringify(bound)), runs.tracedRuns)
  seen.push(model.invocationParams(options as never), model._getSerializedCacheKeyParametersForCall(options as never))
  return seen
}

const models = { AzureMLChatOnlineEndpoint, AzureMLOnlineEndpoint }
const cases = Object.entries(kinds).flatMap(([kind, modelKwargs]) =>
  (['the model', 'a call'] as const).flatMap((owner) =>
    Object.entries(models).map(([name, Model]) => ({ kind, owner, name, Model, modelKwargs })),
  ),
)

describe.each(cases)('$kind among the body parameters of $owner', ({ owner, Model, modelKwargs }) => {
  it('is sent, and not shown by an $name', async () => {
    const emulator = await endpoint({ faults: [{ status: 400, when: { text: 'fail' } }] })
    const fields = { endpointUrl: emulator.url + paths.serverless, endpointApiKey: key, maxRetries: 0 }
    const model = new Model({ ...fields, ...(owner === 'the model' && { modelKwargs }) })
    const seen = await shownBy(model, owner === 'a call' ? { modelKwargs } : {})
    for (const body of bodies(emulator)) expect(body).toMatchObject(modelKwargs)
    for (const one of seen) {
      expect(inspect(one, { depth: 12, showHidden: true, maxStringLength: null })).not.toMatch(secret)
      expect(JSON.stringify(one)).not.toMatch(secret)
    }
  })
})

it('another secret parameter does not get the cached answer', async () => {
  const model = (apiKey: string): AzureMLChatOnlineEndpoint =>
    new AzureMLChatOnlineEndpoint({
      endpointUrl: 'https://x.test/score',
      endpointApiKey: key,
      modelKwargs: { api_key: apiKey },
    })
  const keys = ['one-secret', 'another-secret'].flatMap((apiKey) => [
    model(apiKey)._getSerializedCacheKeyParametersForCall({} as never),
    model('same')._getSerializedCacheKeyParametersForCall({ modelKwargs: { api_key: apiKey } } as never),
  ])
  // A parameter of the model and the same of a call make the same request.
  expect(new Set(keys).size).toBe(2)
  expect(keys.join()).not.toContain('secret"')
})

it('parameters that are not secret are shown unchanged', () => {
  const open = {
    max_tokens: 5,
    max_new_tokens: 5,
    stop_token_ids: [1],
    eos_token: '</s>',
    prompt_cache_key: 'a',
    tokenizer: 'b',
    user: 'c',
    monkey: 'd',
    url: 'https://a.b:8080/c?max_tokens=5&prompt_cache_key=d#e=f',
    text: 'Why is ://me:you@?api_key=x no URL?',
    data_sources: [{ type: 'azure_search', parameters: { index_name: 'e', key_field: 'f' } }],
  }
  expect(redactParameters(open)).toBe(open)
  expect(redactParameters({ ...open, api_key: 'g' }, () => 'h')).toEqual({ ...open, api_key: 'h' })
  expect(redactParameters({ ...open, api_key: 'g' })).toEqual(open)
})

it('circular parameters are searched only once', () => {
  const circular: Record<string, unknown> = { api_key: 'a' }
  Object.assign(circular, { one: circular, other: circular })
  const redacted = redactParameters(circular, () => 'b') as Record<string, unknown>
  expect(redacted['api_key']).toBe('b')
  expect(redacted['one']).toBe(redacted)
})
