import { WORKFLOW_DESERIALIZE, WORKFLOW_SERIALIZE } from '@ai-sdk/provider-utils'
import {
  type EmbeddingModelV4,
  InvalidArgumentError,
  type LanguageModelV4,
  LoadSettingError,
  type RerankingModelV4,
} from '@ai-sdk/provider'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { generateText } from 'ai'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createAzureML } from '../src/index.ts'
import { settingNames } from '../src/settings/provider-settings.ts'
import { emulate, key, routes } from './emulator.ts'
import { PlainFormatter } from './plain-formatter.ts'

type Model = LanguageModelV4 | EmbeddingModelV4 | RerankingModelV4

interface Durable<M extends Model> {
  [WORKFLOW_SERIALIZE](model: M): { modelId: string; config: Record<string, unknown> }
  [WORKFLOW_DESERIALIZE](value: unknown): M
}

afterEach(() => vi.unstubAllEnvs())

/** Serializes and deserializes a model, as a durable engine does between two steps. */
function carried<M extends Model>(model: M): { json: string; again: M } {
  const durable = model.constructor as unknown as Durable<M>
  const json = JSON.stringify(durable[WORKFLOW_SERIALIZE](model))
  return { json, again: durable[WORKFLOW_DESERIALIZE](JSON.parse(json)) }
}

describe('a model in a durable workflow', () => {
  it('is found by the build tool, which looks into packages that depend on `@workflow/…`', async () => {
    const { readFile } = await import('node:fs/promises')
    const read = (path: string): Promise<string> => readFile(`${import.meta.dirname}/../${path}`, 'utf8')
    const { dependencies } = JSON.parse(await read('package.json')) as { dependencies: object }
    expect(Object.keys(dependencies)).toContain('@workflow/serde')
    for (const file of ['src/chat-model.ts', 'src/embedding-model.ts', 'src/reranking-model.ts']) {
      expect(await read(file)).toMatch(/static \[WORKFLOW_SERIALIZE\]\(/)
    }
  })

  it('continues after a step, with the key from the environment', async () => {
    const emulator = await emulate()
    const provider = emulator.provider(`${routes.serverless}?api-version=1`, {
      modelKwargs: { min_p: 0.1 },
      headers: { 'x-team': 'a' },
    })
    const { again } = carried(provider('blue'))
    expect(again).toMatchObject({ modelId: 'blue', provider: 'azure-ml.chat', specificationVersion: 'v4' })
    vi.stubEnv('AZUREML_ENDPOINT_API_KEY', key)
    await generateText({ model: again, prompt: 'Hi' })
    const [request] = await emulator.requests()
    expect(request).toMatchObject({
      url: `${routes.serverless}?api-version=1`,
      body: { min_p: 0.1 },
      headers: { 'azureml-model-deployment': 'blue', 'x-team': 'a', authorization: `Bearer ${key}` },
    })
  })

  it('that follows the traffic rules continues to do so', async () => {
    const emulator = await emulate()
    vi.stubEnv('AZUREML_ENDPOINT_API_KEY', key)
    await generateText({ model: carried(emulator.provider(routes.serverless)()).again, prompt: 'Hi' })
    expect((await emulator.requests())[0]?.headers).not.toHaveProperty('azureml-model-deployment')
  })

  it('sends the options of its formatter', async () => {
    const emulator = await emulate()
    vi.stubEnv('AZUREML_ENDPOINT_API_KEY', key)
    const settings = { maxTokensParameter: 'max_completion_tokens' }
    const { again } = carried(emulator.provider(routes.serverless, settings)())
    await generateText({ model: again, prompt: 'Hi', maxOutputTokens: 9 })
    expect(await emulator.body()).toMatchObject({ max_completion_tokens: 9 })
  })

  it.each(['languageModel', 'embeddingModel', 'rerankingModel'] as const)(
    'keeps every setting but functions and secrets: %s',
    (kind) => {
      expect(new Set([...Object.keys(kept), ...left])).toEqual(settingNames)
      const functions = Object.fromEntries(left.map((name) => [name, () => 'a']))
      const extractor = { extractMetadata: async () => ({}), createStreamExtractor: () => ({}) }
      const model = createAzureML({
        ...functions,
        ...kept,
        contentFormatter: PlainFormatter,
        metadataExtractor: extractor,
      } as object)[kind]()
      const { json, again } = carried<Model>(model)
      expect(JSON.parse(json)).toEqual({
        modelId: 'blue',
        // The names of what was lost: it is reported when the model is called.
        config: {
          ...(JSON.parse(JSON.stringify(kept)) as object),
          contentFormatter: 'PlainFormatter',
          transformRequestBody: true,
        },
      })
      expect(again).toMatchObject({ provider: model.provider, modelId: 'blue' })
      const { config } = JSON.parse(carried(again).json) as { config: object }
      expect(config).toMatchObject(JSON.parse(JSON.stringify(kept)) as object)
    },
  )

  it('contains no keys, not even in functions', () => {
    const secret = 'a-secret-of-mine'
    const settings = {
      endpointUrl: `https://${secret}:${secret}@e.x/v1/chat/completions?api-version=1&subscription-key=${secret}&sig=${secret}`,
      endpointApiKey: secret,
      headers: {
        authorization: secret,
        'ocp-apim-subscription-key': secret,
        'x-forward': `bearer ${secret}`,
        'x-login': `Basic ${secret}`,
        'x-team': 'a',
      },
      modelKwargs: { api_key: secret, max_tokens: 7 },
    }
    const { json } = carried(createAzureML(settings)('blue'))
    expect(json).not.toContain(secret)
    expect(json).toContain('"max_tokens":7')
    expect(json).toContain('api-version=1')
    expect(json).toContain('x-team')
    const fetchAndKey = { endpointApiKey: async () => secret, fetch: globalThis.fetch, onRequest: () => {} }
    expect(carried(createAzureML(fetchAndKey)('blue')).json).toBe(
      '{"modelId":"blue","config":{"deploymentName":"blue"}}',
    )
    expect(carried(createAzureML(settings).embeddingModel('e5')).json).not.toContain(secret)
  })

  it('keeps its supported URLs', () => {
    const supportedUrls = { 'image/*': [/^https:\/\/pictures\.example\//i] }
    expect(carried(createAzureML({ supportedUrls })()).again.supportedUrls).toEqual(supportedUrls)
  })

  it.each([
    [
      'the formatter',
      { contentFormatter: new CustomOpenAIChatContentFormatter({ jsonSchema: 'prompt' }) },
      {
        isInstance: LoadSettingError.isInstance,
        message: 'The content formatter "openai" was lost when the model was serialized.',
      },
    ],
    [
      'transformRequestBody',
      { transformRequestBody: () => ({}) },
      {
        isInstance: InvalidArgumentError.isInstance,
        message: '`transformRequestBody` was lost when the model was serialized.',
      },
    ],
  ])('reports that %s was lost', async (_what, lost, { isInstance, message }) => {
    const { again } = carried(createAzureML({ endpointUrl: 'https://e.x/score', endpointApiKey: key, ...lost })())
    vi.stubEnv('AZUREML_ENDPOINT_API_KEY', key)
    const call = generateText({ model: again, prompt: 'Hi' })
    await expect(call).rejects.toSatisfy(isInstance)
    await expect(call).rejects.toThrow(message)
  })

  it('reports that a secret among the body parameters was lost', async () => {
    const modelKwargs = { data_sources: [{ authentication: { type: 'api_key', key: 'made-up-secret' } }] }
    const { json, again } = carried(
      createAzureML({ endpointUrl: 'https://e.x/score', endpointApiKey: key, modelKwargs })(),
    )
    expect(json).not.toContain('made-up-secret')
    vi.stubEnv('AZUREML_ENDPOINT_API_KEY', key)
    const call = generateText({ model: again, prompt: 'Hi' })
    await expect(call).rejects.toThrow('A secret header or body parameter is `<redacted>`')
  })

  it('keeps having no limits', () => {
    const modelKwargs = { most: 1e308 }
    const settings = {
      modelKwargs,
      timeout: Infinity,
      idleTimeout: Infinity,
      maxEmbeddingsPerCall: Infinity,
      name: 'Infinity',
    }
    const { json, again } = carried(createAzureML(settings).embeddingModel('e5'))
    expect(again.maxEmbeddingsPerCall).toBe(Infinity)
    expect(carried(again).json).toBe(json)
  })

  it('continues with the default formatter if its class was passed', async () => {
    const emulator = await emulate()
    vi.stubEnv('AZUREML_ENDPOINT_API_KEY', key)
    const settings = { contentFormatter: CustomOpenAIChatContentFormatter }
    await generateText({ model: carried(emulator.provider(routes.serverless, settings)()).again, prompt: 'Hi' })
    expect(await emulator.requests()).toHaveLength(1)
  })
})

/** A value for each setting that a later step needs. */
const kept = {
  endpointUrl: 'https://e.x/v1/chat/completions',
  endpointApiType: 'serverless',
  deploymentName: 'blue',
  modelKwargs: { min_p: 0.1 },
  timeout: 1,
  idleTimeout: 2,
  headers: { 'x-team': 'a' },
  allowInsecureHttp: true,
  name: 'east',
  supportedUrls: {},
  coalesceDeltas: true,
  maxEmbeddingsPerCall: 3,
  supportsParallelCalls: false,
  maxTokensParameter: 'max_completion_tokens',
  streamUsage: false,
  reasoning: 'off',
  sendReasoning: true,
  jsonSchema: 'prompt',
  defaultMaxTokens: 4,
  cacheControl: 'ephemeral',
  citations: true,
  betas: ['b'],
  reasoningSummary: 'auto',
  chatTemplate: 'c',
  addBosToken: true,
  stripPrompt: true,
  input: 'list',
  column: 'd',
  chatInput: 'e',
  chatHistory: false,
  chatOutput: 'f',
}

/** Secrets and functions, which are not serialized. */
const left = [
  'endpointApiKey',
  'credential',
  'contentFormatter',
  'fetch',
  'onRequest',
  'onResponse',
  'transformRequestBody',
  'metadataExtractor',
]
