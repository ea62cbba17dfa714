import { InvalidArgumentError, LoadSettingError } from '@ai-sdk/provider'
import { WORKFLOW_DESERIALIZE, WORKFLOW_SERIALIZE } from '@ai-sdk/provider-utils'
import { CustomOpenAIChatContentFormatter, MistralChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { fakeFetch } from '../../core/src/testing/index.ts'
import { CohereV2ContentFormatter } from '../../formatters-cohere/src/index.ts'
import { callHeaders } from '../src/call-headers.ts'
import { type AzureMLProviderSettings, createAzureML } from '../src/index.ts'
import { hello } from './prompt.ts'

const answer = { choices: [{ message: { content: 'Yes.' }, finish_reason: 'stop' }] }
const chat = 'https://e.x/v1/chat/completions'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
})

describe('the deployment of a model', () => {
  it.each([
    ['blue', 'green', 'red', 'blue'],
    ['', 'green', 'red', 'green'],
    [undefined, 'green', 'red', 'green'],
    [undefined, '', 'red', undefined],
    [undefined, undefined, 'red', 'red'],
    [undefined, undefined, '', undefined],
  ])('is the one named, %j, that of the settings, %j, or of the environment, %j: %j', async (...given) => {
    const [name, deploymentName, variable, expected] = given
    vi.stubEnv('AZUREML_DEPLOYMENT_NAME', variable)
    const fetch = fakeFetch(answer)
    const model = createAzureML({ endpointUrl: chat, endpointApiKey: 'key', deploymentName, fetch })(name)
    expect(model.modelId).toBe(expected ?? 'default')
    const { providerMetadata } = await model.doGenerate({ prompt: hello })
    expect(model.modelId).toBe(expected ?? 'default')
    expect(fetch.requests[0]?.headers.get('azureml-model-deployment')).toBe(expected ?? null)
    expect(providerMetadata).toStrictEqual({ azureML: expected === undefined ? {} : { deployment: expected } })
  })

  it.each([undefined, 'red'])(
    'stays the same after the first call, when the environment changes: %s',
    async (first) => {
      vi.stubEnv('AZUREML_ENDPOINT_URL', chat)
      vi.stubEnv('AZUREML_ENDPOINT_API_KEY', 'key')
      vi.stubEnv('AZUREML_DEPLOYMENT_NAME', first)
      const fetch = fakeFetch(answer)
      const model = createAzureML({ fetch })()
      await model.doGenerate({ prompt: hello })
      vi.stubEnv('AZUREML_DEPLOYMENT_NAME', 'blue')
      vi.stubEnv('AZUREML_ENDPOINT_URL', 'https://other.x/v1/chat/completions')
      expect(model.modelId).toBe(first ?? 'default')
      await model.doGenerate({ prompt: hello })
      const seen = fetch.requests.map(({ url, headers }) => [url, headers.get('azureml-model-deployment')])
      expect(seen).toEqual([
        [chat, first ?? null],
        [chat, first ?? null],
      ])
    },
  )

  it.each([undefined, {}, { env: {} }])('needs no environment: %j', (process) => {
    vi.stubGlobal('process', process)
    const { modelId } = createAzureML()()
    vi.unstubAllGlobals()
    expect(modelId).toBe('default')
  })

  it.each([
    ['', 'azure-ml'],
    [undefined, 'azure-ml'],
    ['east', 'east'],
  ])('has the name of its provider, %j, for telemetry', (name, expected) => {
    const provider = createAzureML({ name })
    const models = [provider(), provider.embedding(), provider.reranking()]
    const ids = ['chat', 'embedding', 'reranking'].map((operation) => `${expected}.${operation}`)
    expect(models.map((model) => model.provider)).toEqual(ids)
  })
})

describe('the formatter of a model', () => {
  it.each<[AzureMLProviderSettings, object, number]>([
    [{}, { sendReasoning: true }, 2],
    [{ sendReasoning: true }, { sendReasoning: true }, 1],
    [{}, { jsonSchema: 'native' }, 1],
    [{}, { jsonSchema: 'prompt' }, 1],
    [{ jsonSchema: 'prompt' }, { jsonSchema: 'native' }, 2],
    [{ jsonSchema: 'prompt' }, { jsonSchema: 'prompt' }, 1],
    [{ jsonSchema: 'prompt' }, { jsonSchema: 'native', sendReasoning: false }, 2],
  ])('is created again only for other options: %j, %j', async (settings, azureML, count) => {
    const options: unknown[] = []
    class Counted extends CustomOpenAIChatContentFormatter {
      constructor(given?: object) {
        super(given)
        options.push(given)
      }
    }
    const endpoint = { endpointUrl: chat, endpointApiKey: 'key', fetch: fakeFetch(answer), contentFormatter: Counted }
    const model = createAzureML({ ...endpoint, ...settings })()
    for (let turn = 0; turn < 2; turn++) {
      await model.doGenerate({ prompt: hello, providerOptions: { azureML: azureML as never } })
    }
    expect(options).toHaveLength(count)
    if (count === 2) expect(options[1]).toEqual({ ...settings, ...azureML })
  })

  it.each([
    ['/v1/embed', 'texts'],
    ['/v2/embed/', 'texts'],
    ['/v3/embed', 'input'],
    ['/v1/embeddings', 'input'],
    ['/v1/embed/more', 'input'],
  ])("is Cohere's for embeddings on its routes: %s", async (route, field) => {
    const body = field === 'texts' ? { embeddings: { float: [[1]] } } : { data: [{ index: 0, embedding: [1] }] }
    const fetch = fakeFetch(route.startsWith('/v1/embed') && field === 'texts' ? { embeddings: [[1]] } : body)
    const endpoint = { endpointApiType: 'serverless' as const, endpointApiKey: 'key', fetch }
    vi.stubEnv('AZUREML_ENDPOINT_URL', `https://e.x${route}`)
    const providerOptions = { azureML: { inputType: 'search_query' } }
    const model = createAzureML(endpoint).embeddingModel()
    expect((await model.doEmbed({ values: ['a'], providerOptions })).embeddings).toEqual([[1]])
    expect(fetch.requests[0]?.body).toMatchObject({ [field]: ['a'] })
    expect(fetch.requests[0]?.body).toHaveProperty(route.startsWith('/v2') ? 'embedding_types' : field)
  })

  it.each([
    ['/v1/rerank', false],
    ['/v1/rerank/', false],
    ['/v1/rerank/more', true],
    ['/v2/rerank', true],
  ])("is Cohere's for reranking, in the version of the route: %s", async (route, hasModel) => {
    const fetch = fakeFetch({ results: [{ index: 0, relevance_score: 1 }] })
    const endpoint = { endpointUrl: `https://e.x${route}`, endpointApiType: 'serverless' as const, fetch }
    const model = createAzureML({ ...endpoint, endpointApiKey: 'key' }).rerankingModel()
    await model.doRerank({ query: 'a', documents: { type: 'text', values: ['b'] } })
    expect(Object.keys(fetch.requests[0]?.body as object).includes('model')).toBe(hasModel)
  })
})

describe('the URLs that an endpoint fetches itself', () => {
  class Own extends CustomOpenAIChatContentFormatter {}
  const media = ['image/*', 'audio/*', 'video/*']
  it.each<[string, AzureMLProviderSettings['contentFormatter'], string[]]>([
    ['by default', undefined, media],
    ["OpenAI's format", CustomOpenAIChatContentFormatter, media],
    ["an instance of OpenAI's format", new CustomOpenAIChatContentFormatter(), media],
    ["Mistral's format", MistralChatContentFormatter, media],
    ["an instance of Mistral's format", new MistralChatContentFormatter(), media],
    ["a class of one's own", Own, media],
    ["Cohere's format", CohereV2ContentFormatter, []],
    ["an instance of Cohere's format", new CohereV2ContentFormatter(), []],
  ])('follow from the formatter: %s', async (_which, contentFormatter, types) => {
    const urls = await createAzureML({ contentFormatter })().supportedUrls
    expect(Object.keys(urls)).toEqual(types)
    for (const patterns of Object.values(urls)) {
      const matching = ['https://a', 'HTTP://a', 'http://', 'ftp://a', 'see https://a', 'data:,a'].filter((url) =>
        patterns.some((pattern) => pattern.test(url)),
      )
      expect(matching).toEqual(['https://a', 'HTTP://a'])
    }
  })

  it('are those of the settings, in an object of their own', async () => {
    const supportedUrls = { 'image/*': [/a/] }
    const found = await createAzureML({ supportedUrls })().supportedUrls
    expect(found).toEqual(supportedUrls)
    expect(found).not.toBe(supportedUrls)
  })
})

describe('the headers of a call', () => {
  const own = 'azureml-endpoints-ai-sdk-provider/development'
  it.each([
    [undefined, undefined, { 'user-agent': own }],
    [{ 'x-a': '1' }, { 'x-b': '2', 'x-c': undefined }, { 'x-b': '2', 'x-c': undefined, 'user-agent': own }],
    [{ 'USER-AGENT': 'app' }, { 'User-Agent': 'ai' }, { 'user-agent': `app ai ${own}` }],
    [{ 'user-agent': '' }, { 'user-agent': undefined }, { 'user-agent': own }],
  ])('name the application, ai and this provider: %j, %j', (provider, call, headers) => {
    expect(callHeaders(provider, call)).toStrictEqual(headers)
  })
})

describe('a serialized model', () => {
  interface Durable {
    [WORKFLOW_SERIALIZE](model: unknown): { config: object }
    [WORKFLOW_DESERIALIZE](serialized: object): ReturnType<ReturnType<typeof createAzureML>>
  }
  const durable = createAzureML()().constructor as unknown as Durable
  const config = (settings: AzureMLProviderSettings): object => {
    return durable[WORKFLOW_SERIALIZE](createAzureML(settings)()).config
  }

  it.each<[AzureMLProviderSettings, object]>([
    [{}, {}],
    [{ endpointUrl: 'nonsense' }, { endpointUrl: 'nonsense' }],
    [{ endpointUrl: new URL('https://u:p@e.x/score?a=1&sig=2') }, { endpointUrl: 'https://e.x/score?a=1' }],
    [{ headers: {} }, { headers: {} }],
    [{ headers: { 'x-a': 'a Bearer', 'x-b': 'BASIC b', 'x-c': 'Bearer c' } }, { headers: { 'x-a': 'a Bearer' } }],
    [{ supportedUrls: { 'a/*': [/b/i] } }, { supportedUrls: { 'a/*': [{ source: 'b', flags: 'i' }] } }],
    [{ contentFormatter: CustomOpenAIChatContentFormatter }, {}],
    [{ contentFormatter: MistralChatContentFormatter }, { contentFormatter: 'MistralChatContentFormatter' }],
    [{ contentFormatter: new MistralChatContentFormatter() }, { contentFormatter: 'mistral' }],
  ])('has the settings, and nothing for those that are missing: %j', (settings, expected) => {
    expect(config(settings)).toStrictEqual(expected)
  })

  it.each([
    [
      { contentFormatter: MistralChatContentFormatter },
      LoadSettingError,
      'The content formatter "MistralChatContentFormatter" was lost when the model was serialized. Create the provider inside the workflow step, or omit `contentFormatter` to use the default formatter.',
    ],
    [
      { transformRequestBody: () => ({}) },
      InvalidArgumentError,
      '`transformRequestBody` was lost when the model was serialized. Create the provider inside the workflow step.',
    ],
  ])('says on the first call what it lost: %j', async (lost, kind, message) => {
    const serialized = durable[WORKFLOW_SERIALIZE](createAzureML({ endpointUrl: chat, ...lost })())
    vi.stubEnv('AZUREML_ENDPOINT_API_KEY', 'key')
    const failed = durable[WORKFLOW_DESERIALIZE](serialized).doGenerate({ prompt: hello })
    const error: unknown = await Promise.resolve(failed).catch((thrown: unknown) => thrown)
    expect(error).toSatisfy(kind.isInstance)
    expect((error as Error).message).toContain(message)
  })
})
