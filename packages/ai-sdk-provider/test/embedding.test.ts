import { APICallError, LoadSettingError, TooManyEmbeddingValuesForCallError } from '@ai-sdk/provider'
import { createProviderRegistry, embed, embedMany } from 'ai'
import { describe, expect, it } from 'vitest'
import { createAzureML } from '../src/index.ts'
import { emulate } from './emulator.ts'

const embeddingRoutes = { serverless: '/v1/embeddings', dedicated: '/score' }

describe.each(Object.entries(embeddingRoutes))('an embedding model of a %s endpoint', (_type, route) => {
  it('embeds a value', async () => {
    const emulator = await emulate({ embeddingDimensions: 4 })
    const { embedding } = await embed({ model: emulator.provider(route).embeddingModel('e5'), value: 'sunny day' })
    expect(embedding).toHaveLength(4)
    expect((await emulator.requests())[0]?.headers['azureml-model-deployment']).toBe('e5')
  })

  it('splits many values into several requests, and keeps their order', async () => {
    const emulator = await emulate({ embeddingDimensions: 4 })
    const model = emulator.provider(route, { maxEmbeddingsPerCall: 2 }).embeddingModel()
    const values = ['one', 'two', 'three', 'four', 'five']
    const many = await embedMany({ model, values })
    expect(await emulator.requests()).toHaveLength(3)
    for (const [index, value] of values.entries()) {
      expect((await embed({ model, value })).embedding).toEqual(many.embeddings[index])
    }
  })

  it('sends the values as they were when it was called', async () => {
    const emulator = await emulate({ embeddingDimensions: 4 })
    const values = ['one', 'two']
    const pending = emulator.provider(route).embeddingModel().doEmbed({ values })
    values.push('too late')
    expect((await pending).embeddings).toHaveLength(2)
  })

  it('rejects more values than one call supports', async () => {
    const emulator = await emulate()
    const model = emulator.provider(route).embeddingModel()
    const values = Array.from({ length: 97 }, String)
    await expect(model.doEmbed({ values })).rejects.toSatisfy(TooManyEmbeddingValuesForCallError.isInstance)
  })

  it('fails with the same errors as language models', async () => {
    const emulator = await emulate()
    await emulator.fail({ status: 503, headers: { 'retry-after-ms': '1' }, times: 1 })
    const model = emulator.provider(route).embeddingModel()
    await expect(model.doEmbed({ values: ['a'] })).rejects.toSatisfy(
      (error) => APICallError.isInstance(error) && error.statusCode === 503 && error.isRetryable,
    )
    expect((await embed({ model, value: 'a' })).embedding.length).toBeGreaterThan(0)
  })
})

describe('an embedding model', () => {
  it('sends dimensions, options and headers', async () => {
    const emulator = await emulate()
    const { embedding, usage, providerMetadata } = await embed({
      model: emulator.provider(embeddingRoutes.serverless).embeddingModel('e5'),
      value: 'sunny day',
      dimensions: 3,
      headers: { 'x-team': 'a' },
      providerOptions: { azureML: { user: 'u-1', modelKwargs: { input_type: 'query' } } },
    })
    expect(embedding).toHaveLength(3)
    expect(usage.tokens).toBeGreaterThan(0)
    expect(providerMetadata?.['azureML']).toMatchObject({ deployment: 'e5' })
    const [request] = await emulator.requests()
    expect(request?.body).toEqual({ input: ['sunny day'], dimensions: 3, user: 'u-1', input_type: 'query' })
    expect(request?.headers).toMatchObject({ 'x-team': 'a', 'user-agent': expect.stringContaining('ai-sdk-provider') })
  })

  it('warns about dimensions if the formatter does not support them', async () => {
    const emulator = await emulate()
    const model = emulator.provider(embeddingRoutes.dedicated).embeddingModel()
    const { warnings } = await embed({ model, value: 'a', dimensions: 3 })
    expect(warnings).toMatchObject([{ type: 'unsupported', feature: 'dimensions' }])
    expect(await emulator.body()).toEqual({ input_data: { columns: ['text'], index: [0], data: [['a']] } })
  })

  it('rejects the URL of a chat route', async () => {
    const emulator = await emulate()
    const model = emulator.provider('/v1/chat/completions').embeddingModel('e5')
    const call = embed({ model, value: 'a' })
    await expect(call).rejects.toSatisfy(LoadSettingError.isInstance)
    await expect(call).rejects.toThrow('/v1/embeddings')
    expect(await emulator.requests()).toEqual([])
  })

  it('works in a registry', async () => {
    const emulator = await emulate()
    const registry = createProviderRegistry({ azureml: emulator.provider(embeddingRoutes.serverless) })
    const { embedding } = await embed({ model: registry.embeddingModel('azureml:e5'), value: 'a' })
    expect(embedding.length).toBeGreaterThan(0)
  })

  it('can be aborted', async () => {
    const emulator = await emulate()
    await emulator.fail({ firstByteDelayMs: 5_000 })
    const model = emulator.provider(embeddingRoutes.serverless).embeddingModel()
    const call = embed({ model, value: 'a', abortSignal: AbortSignal.timeout(50) })
    await expect(call).rejects.toMatchObject({ name: 'TimeoutError' })
  })
})

describe('the purpose of embeddings', () => {
  const providerOptions = { azureML: { inputType: 'search_query' } }

  it('is sent where the body has a place for it', async () => {
    const emulator = await emulate({ embeddingDimensions: 4 })
    const model = emulator.provider(embeddingRoutes.serverless).embeddingModel()
    const { warnings } = await embed({ model, value: 'a', providerOptions })
    expect(await emulator.body()).toMatchObject({ input_type: 'search_query' })
    expect(warnings).toEqual([])
  })

  it('becomes a warning where it has none', async () => {
    const emulator = await emulate({ embeddingDimensions: 4 })
    const model = emulator.provider(embeddingRoutes.dedicated).embeddingModel()
    const { warnings, embedding } = await embed({ model, value: 'a', providerOptions })
    expect(embedding).toHaveLength(4)
    expect(warnings).toMatchObject([{ type: 'unsupported', feature: 'inputType' }])
  })
})

describe("an embedding model on one of Cohere's own routes, without a formatter", () => {
  it.each([
    ['/v1/embed', { texts: ['Rome'], input_type: 'search_query' }],
    ['/v2/embed', { model: 'model', texts: ['Rome'], input_type: 'search_query', embedding_types: ['float'] }],
  ])("has Cohere's format: %s", async (route, body) => {
    let sent: unknown
    const fetch = async (_url: unknown, init?: RequestInit): Promise<Response> => {
      sent = JSON.parse(init?.body as string)
      return Response.json({ id: 'e1', embeddings: route === '/v1/embed' ? [[1, 2]] : { float: [[1, 2]] } })
    }
    const provider = createAzureML({
      endpointUrl: `https://e.x${route}`,
      endpointApiType: 'serverless',
      endpointApiKey: 'key',
      fetch,
    })
    const providerOptions = { azureML: { inputType: 'search_query' } }
    const { embedding } = await embed({ model: provider.embeddingModel(), value: 'Rome', providerOptions })
    expect(embedding).toEqual([1, 2])
    expect(sent).toEqual(body)
  })
})
