import { InvalidArgumentError, LoadAPIKeyError, LoadSettingError, NoSuchModelError } from '@ai-sdk/provider'
import {
  createProviderRegistry,
  customProvider,
  defaultSettingsMiddleware,
  extractReasoningMiddleware,
  generateText,
  streamText,
  wrapLanguageModel,
} from 'ai'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { azureML, createAzureML, VERSION } from '../src/index.ts'
import { emulate, key, routes } from './emulator.ts'

afterEach(() => {
  vi.unstubAllEnvs()
  globalThis.AI_SDK_DEFAULT_PROVIDER = undefined
})

async function rejection(call: PromiseLike<unknown>): Promise<unknown> {
  return call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
}

describe('a provider', () => {
  it('returns a model from each of its methods', () => {
    const provider = createAzureML()
    for (const model of [provider('blue'), provider.languageModel('blue'), provider.chat('blue')]) {
      expect(model).toMatchObject({ specificationVersion: 'v4', provider: 'azure-ml.chat', modelId: 'blue' })
    }
    expect(provider.embeddingModel('blue')).toMatchObject({ provider: 'azure-ml.embedding', modelId: 'blue' })
    for (const model of [provider.rerankingModel('blue'), provider.reranking('blue')]) {
      expect(model).toMatchObject({ specificationVersion: 'v4', provider: 'azure-ml.reranking', modelId: 'blue' })
    }
    expect(provider.specificationVersion).toBe('v4')
    expect(() => Reflect.construct(provider, ['blue'])).toThrow('without `new`')
  })

  it.each(['imageModel', 'transcriptionModel', 'speechModel'] as const)('has no %s', (modelType) => {
    const call = (): unknown => createAzureML()[modelType]('dall-e')
    expect(call).toThrow(NoSuchModelError)
    expect(call).toThrow(expect.objectContaining({ modelId: 'dall-e', modelType }))
  })

  it('works in a registry', async () => {
    const emulator = await emulate()
    const registry = createProviderRegistry({ azureml: emulator.provider(routes.serverless) })
    await generateText({ model: registry.languageModel('azureml:blue'), prompt: 'Hi' })
    expect((await emulator.requests())[0]?.headers['azureml-model-deployment']).toBe('blue')
    expect(() => registry.imageModel('azureml:dall-e')).toThrow(NoSuchModelError)
  })

  it('works behind a custom provider', async () => {
    const emulator = await emulate()
    const provider = emulator.provider(routes.serverless)
    const custom = customProvider({ languageModels: { fast: provider('phi-4-mini') }, fallbackProvider: provider })
    await generateText({ model: custom.languageModel('fast'), prompt: 'Hi' })
    await generateText({ model: custom.languageModel('green'), prompt: 'Hi' })
    const deployments = (await emulator.requests()).map(({ headers }) => headers['azureml-model-deployment'])
    expect(deployments).toEqual(['phi-4-mini', 'green'])
  })

  it('works as the global default provider', async () => {
    const emulator = await emulate()
    globalThis.AI_SDK_DEFAULT_PROVIDER = emulator.provider(routes.serverless)
    await generateText({ model: 'blue', prompt: 'Hi' })
    expect((await emulator.requests())[0]?.headers['azureml-model-deployment']).toBe('blue')
  })

  it('works with middleware', async () => {
    const emulator = await emulate()
    const contentFormatter = new CustomOpenAIChatContentFormatter({ reasoning: 'off' })
    await emulator.reply({ text: '<think>Hm.</think>Yes.' }, { text: '<think>Hm.</think>Yes.' })
    const model = wrapLanguageModel({
      model: emulator.provider(routes.serverless, { contentFormatter })(),
      middleware: [
        extractReasoningMiddleware({ tagName: 'think' }),
        defaultSettingsMiddleware({ settings: { temperature: 0.3 } }),
      ],
    })
    const whole = await generateText({ model, prompt: 'Is it?' })
    const streamed = streamText({ model, prompt: 'Is it?' })
    expect([whole.reasoningText, whole.text]).toEqual(['Hm.', 'Yes.'])
    expect([await streamed.reasoningText, await streamed.text]).toEqual(['Hm.', 'Yes.'])
    expect(await emulator.body()).toMatchObject({ temperature: 0.3 })
  })

  it('contains no key when printed or serialized', async () => {
    const { inspect } = await import('node:util')
    const endpointUrl = 'https://e.westeurope.inference.ml.azure.com/score'
    const provider = createAzureML({ endpointUrl, endpointApiKey: key, headers: { 'api-key': key } })
    const models = [provider('blue'), provider.embeddingModel('e5')]
    for (const shown of [provider, ...models]) {
      expect(inspect(shown, { depth: 9, showHidden: true }) + JSON.stringify(shown)).not.toContain(key)
    }
  })

  it('exports its version', () => {
    expect(VERSION).toBe('development')
  })
})

describe('the default provider', () => {
  it('reads the environment on the first call, not earlier', async () => {
    const emulator = await emulate()
    const model = azureML()
    vi.stubEnv('AZUREML_ENDPOINT_URL', emulator.url + routes.serverless)
    vi.stubEnv('AZUREML_ENDPOINT_API_KEY', key)
    vi.stubEnv('AZUREML_DEPLOYMENT_NAME', 'green')
    await emulator.reply({ text: 'Yes.' })
    expect((await generateText({ model, prompt: 'Is it?' })).text).toBe('Yes.')
    expect(model.modelId).toBe('green')
    expect((await emulator.requests())[0]?.headers['azureml-model-deployment']).toBe('green')
  })
})

describe('a missing or wrong setting', () => {
  it('causes an error on the first call, which names the option and the variable', async () => {
    vi.stubEnv('AZUREML_ENDPOINT_URL', '')
    vi.stubEnv('AZUREML_ENDPOINT_API_KEY', '')
    const url = await rejection(generateText({ model: azureML('blue'), prompt: 'Hi' }))
    expect(LoadSettingError.isInstance(url)).toBe(true)
    expect((url as Error).message).toMatchInlineSnapshot(
      `"\`endpointUrl\` is missing. Pass it, or set AZUREML_ENDPOINT_URL."`,
    )
    const endpointUrl = 'https://e.westeurope.inference.ml.azure.com/score'
    const noKey = await rejection(generateText({ model: createAzureML({ endpointUrl })(), prompt: 'Hi' }))
    expect(LoadAPIKeyError.isInstance(noKey)).toBe(true)
    expect((noKey as Error).message).toMatchInlineSnapshot(
      `"\`endpointApiKey\` is missing. Pass it, or set AZUREML_ENDPOINT_API_KEY."`,
    )
  })

  it('also fails a stream', async () => {
    vi.stubEnv('AZUREML_ENDPOINT_URL', '')
    const onError = vi.fn<(event: { error: unknown }) => void>()
    await streamText({ model: azureML(), prompt: 'Hi', onError }).consumeStream()
    expect(onError.mock.calls[0]?.[0].error).toSatisfy(LoadSettingError.isInstance)
  })

  it.each([
    ['a bare host', { endpointUrl: 'https://e.westeurope.inference.ml.azure.com' }, LoadSettingError],
    ['a contradiction', { endpointUrl: 'https://e.x/score', endpointApiType: 'serverless' }, LoadSettingError],
    ['an invalid key', { endpointUrl: 'https://e.x/score', endpointApiKey: 'not a key' }, LoadAPIKeyError],
    ['a timeout of nothing', { endpointUrl: 'https://e.x/score', timeout: 0 }, InvalidArgumentError],
  ] as const)('is named: %s', async (_name, settings, kind) => {
    const model = createAzureML({ endpointApiKey: key, ...settings })()
    expect(await rejection(generateText({ model, prompt: 'Hi' }))).toSatisfy(kind.isInstance)
  })
})

describe('providerOptions.azureML', () => {
  it('sends body parameters, the user and the reasoning effort', async () => {
    const emulator = await emulate()
    await generateText({
      model: emulator.provider(routes.serverless)(),
      prompt: 'Hi',
      reasoning: 'high',
      providerOptions: { azureML: { modelKwargs: { min_p: 0.1 }, user: 'u-1', reasoningEffort: 'thorough' } },
    })
    expect(await emulator.body()).toMatchObject({ min_p: 0.1, user: 'u-1', reasoning_effort: 'thorough' })
  })
})
