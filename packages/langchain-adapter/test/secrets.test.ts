// oxlint-disable no-underscore-dangle -- LangChain's names
import { inspect } from 'node:util'
import { BaseCallbackHandler } from '@langchain/core/callbacks/base'
import { load } from '@langchain/core/load'
import type { AIMessage } from '@langchain/core/messages'
import { ChatPromptTemplate } from '@langchain/core/prompts'
import { type Runnable, RunnableSequence } from '@langchain/core/runnables'
import { RunCollectorCallbackHandler } from '@langchain/core/tracers/run_collector'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { MistralChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { AzureMLChatOnlineEndpoint, type AzureMLChatOnlineEndpointFields, AzureMLOnlineEndpoint } from '../src/index.ts'
import { collect, chatOn, endpoint, failure, key, paths } from './endpoint.ts'

class Credential {
  clientSecret = 'client-secret-that-must-not-show'
  async getToken(): Promise<{ token: string; expiresOnTimestamp: number }> {
    return { token: 'token-that-must-not-show', expiresOnTimestamp: Date.now() + 3_600_000 }
  }
}

const secret = /must-not-show/
const ways: [string, AzureMLChatOnlineEndpointFields][] = [
  ['a key', { endpointApiKey: key }],
  ['a key by its other name', { apiKey: key }],
  ['a function', { endpointApiKey: () => key }],
  ['a credential', { credential: new Credential() }],
  ['a header', { endpointApiKey: key, headers: { 'x-api-key': 'header-that-must-not-show' } }],
]
const models = { AzureMLChatOnlineEndpoint, AzureMLOnlineEndpoint }

afterEach(() => void vi.unstubAllEnvs())

describe.each(ways)('13: %s', (_name, fields) => {
  it.each(Object.entries(models))('does not appear in anything that an %s shows', async (_class, Model) => {
    const emulator = await endpoint({ faults: [{ status: 400, when: { text: 'fail' } }] })
    const model = new Model({ endpointUrl: emulator.url + paths.serverless, ...fields })
    const seen: unknown[] = [model, model._identifyingParams(), model.toJSON(), model.serialize()]
    const runs = new RunCollectorCallbackHandler()
    const starts = BaseCallbackHandler.fromMethods({
      handleChatModelStart: (...given) => void seen.push(given),
      handleLLMStart: (...given) => void seen.push(given),
    })
    const options = { callbacks: [runs, starts], headers: { authorization: 'Bearer call-that-must-not-show' } }
    await ChatPromptTemplate.fromTemplate('{q}')
      .pipe(model as AzureMLChatOnlineEndpoint)
      .invoke({ q: 'Hello' }, { callbacks: [runs, starts] })
    await model.invoke('Hello', options)
    await collect<unknown>(model.stream('Hello', options))
    seen.push(runs.tracedRuns, await failure(model.invoke('fail', options)))
    seen.push(model._getSerializedCacheKeyParametersForCall(options as never))
    for (const one of seen) {
      expect(inspect(one, { depth: 12, showHidden: true, maxStringLength: null })).not.toMatch(secret)
      expect(JSON.stringify(one)).not.toMatch(secret)
    }
    expect(emulator.requests.filter(({ headers }) => secret.test(JSON.stringify(headers)))).toHaveLength(4)
    expect(runs.tracedRuns).toHaveLength(4)
  })
})

it('13: a key in the query of the URL does not appear either', async () => {
  const emulator = await endpoint()
  const endpointUrl = `${emulator.url}${paths.serverless}?api-version=1&code=query-that-must-not-show`
  const model = new AzureMLChatOnlineEndpoint({ endpointUrl, endpointApiKey: key })
  const runs = new RunCollectorCallbackHandler()
  await model.invoke('Hello', { callbacks: [runs] })
  expect(emulator.requests[0]!.url).toContain('code=query-that-must-not-show')
  for (const one of [model, model._identifyingParams(), model.toJSON(), runs.tracedRuns]) {
    expect(inspect(one, { depth: 12, showHidden: true, maxStringLength: null })).not.toMatch(secret)
    expect(JSON.stringify(one)).not.toMatch(secret)
  }
  expect(JSON.stringify(model)).toContain('?api-version=1')
})

describe('a stored model', () => {
  it('refers to its secret, and is loaded with it', async () => {
    const emulator = await endpoint({ apiKey: key })
    const model = chatOn(emulator, {
      temperature: 0.5,
      topP: 0.9,
      modelKwargs: { safe_prompt: true },
      deploymentName: 'blue',
    })
    const json = JSON.stringify(model)
    expect(JSON.parse(json)).toEqual({
      lc: 1,
      type: 'constructor',
      id: ['langchain', 'chat_models', 'azureml_chat_endpoint', 'AzureMLChatOnlineEndpoint'],
      kwargs: {
        endpoint_url: emulator.url + paths.serverless,
        endpoint_api_key: { lc: 1, type: 'secret', id: ['AZUREML_ENDPOINT_API_KEY'] },
        deployment_name: 'blue',
        max_retries: 2,
        model_kwargs: { safe_prompt: true },
        temperature: 0.5,
        top_p: 0.9,
      },
    })
    const loaded = await load<AzureMLChatOnlineEndpoint>(json, {
      secretsMap: { AZUREML_ENDPOINT_API_KEY: key },
      importMap: { chat_models__azureml_chat_endpoint: { AzureMLChatOnlineEndpoint } },
    })
    expect((await loaded.invoke('Hello')).text).toContain('Hello')
    expect(emulator.requests[0]).toMatchObject({
      deployment: 'blue',
      body: { temperature: 0.5, top_p: 0.9, safe_prompt: true },
    })
  })

  it('is not loaded with a different formatter', async () => {
    const model = chatOn(await endpoint(), { contentFormatter: MistralChatContentFormatter })
    const loading = load(JSON.stringify(model), {
      secretsMap: { AZUREML_ENDPOINT_API_KEY: key },
      importMap: { chat_models__azureml_chat_endpoint: { AzureMLChatOnlineEndpoint } },
    })
    await expect(loading).rejects.toThrow('MistralChatContentFormatter')
  })
})

describe('a stored chain', () => {
  const loadChain = (chain: object): Promise<Runnable> =>
    load(JSON.stringify(chain), {
      secretsMap: { AZUREML_ENDPOINT_API_KEY: key },
      importMap: { chat_models__azureml_chat_endpoint: { AzureMLChatOnlineEndpoint } },
    })
  const tools = [{ name: 'look', description: 'Looks.', parameters: { type: 'object', properties: {} } }]
  const chains: Record<string, (model: AzureMLChatOnlineEndpoint) => object> = {
    'bound tools': (model) => model.bindTools(tools),
    'bound options': (model) =>
      model.withConfig({ temperature: 0.5, headers: { 'x-team': 'a' }, modelKwargs: { min_p: 0.1 } }),
    'tools in a sequence': (model) => ChatPromptTemplate.fromTemplate('{q}').pipe(model.bindTools(tools)),
    'bound fallbacks': (model) => model.bindTools(tools).withFallbacks([model.bindTools(tools)]),
    fallbacks: (model) => model.withFallbacks([model]),
    'options of a fallback': (model) => model.withFallbacks([model]).withConfig({ tags: ['a'] }),
  }

  it.each(Object.entries(chains))('is loaded with %s', async (_name, chainOf) => {
    const emulator = await endpoint({ apiKey: key })
    const chain = chainOf(chatOn(emulator)) as Runnable
    const loaded = await loadChain(chain)
    const input = chain instanceof RunnableSequence ? { q: 'Hello' } : 'Hello'
    const [said, again] = [await chain.invoke(input), await loaded.invoke(input)] as AIMessage[]
    expect([again?.text, again?.tool_calls]).toEqual([said?.text, said?.tool_calls])
    const [before, after] = emulator.requests.map(({ body, headers }) => ({ body, team: headers['x-team'] }))
    expect(after).toEqual(before)
  })

  it.each([
    { headers: { 'x-team': 'a', 'x-api-key': 'key-that-must-not-show-either' } },
    { modelKwargs: { min_p: 0.1, api_key: 'key-that-must-not-show-either' } },
  ])('does not send what stands for a secret: %j', async (options) => {
    const emulator = await endpoint({ apiKey: key })
    const bound = chatOn(emulator).withConfig(options)
    expect(JSON.stringify(bound)).not.toContain('either')
    const loaded = await loadChain(bound)
    await expect(loaded.invoke('Hello')).rejects.toThrow('A secret header or body parameter is `<redacted>`')
    expect(emulator.requests).toEqual([])
  })
})

it('different endpoints, deployments or parameters do not share cached answers', async () => {
  const emulator = await endpoint()
  const keys = [
    {},
    { deploymentName: 'blue' },
    { temperature: 1 },
    { modelKwargs: { a: 1 } },
    { contentFormatter: MistralChatContentFormatter },
  ]
    .map((fields) => chatOn(emulator, fields))
    .concat(chatOn(emulator, {}, 'dedicated'), chatOn({ url: 'http://localhost:1' }))
    .map((model) => model._getSerializedCacheKeyParametersForCall({} as never))
  expect(new Set(keys).size).toBe(keys.length)
})

it('everything can come from the environment', async () => {
  const emulator = await endpoint({ apiKey: key })
  vi.stubEnv('AZUREML_ENDPOINT_URL', emulator.url + paths.serverless)
  vi.stubEnv('AZUREML_ENDPOINT_API_KEY', key)
  vi.stubEnv('AZUREML_DEPLOYMENT_NAME', 'green')
  for (const model of [new AzureMLChatOnlineEndpoint(), new AzureMLOnlineEndpoint()]) {
    expect(JSON.stringify(await model.invoke('Hello'))).toContain('Hello')
    expect(model._identifyingParams()).toMatchObject({ deployment_name: 'green', endpoint_api_type: 'serverless' })
    expect(JSON.stringify(model)).not.toMatch(secret)
  }
  expect(emulator.requests.map(({ deployment }) => deployment)).toEqual(['green', 'green'])
})
