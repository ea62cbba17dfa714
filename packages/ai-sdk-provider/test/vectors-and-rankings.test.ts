import type { EmbeddingModelV4CallOptions, RerankingModelV4CallOptions } from '@ai-sdk/provider'
import { APICallError, LoadSettingError, TooManyEmbeddingValuesForCallError } from '@ai-sdk/provider'
import { ContentFormatterBase, type ParsedEmbeddingResponse, type ParsedRerankResponse } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { type FakeAnswer, fakeFetch } from '../../core/src/testing/index.ts'
import { type AzureMLProvider, type AzureMLProviderSettings, createAzureML } from '../src/index.ts'

const endpoint = { endpointUrl: 'https://e.x/v1/any', endpointApiType: 'serverless', endpointApiKey: 'key' } as const

function answering(answer: FakeAnswer, settings: AzureMLProviderSettings = {}) {
  const fetch = fakeFetch(answer)
  return { requests: fetch.requests, provider: createAzureML({ ...endpoint, fetch, ...settings }) }
}

const documents = { type: 'text' as const, values: ['rain', 'snow'] }
const bodies = {
  embedding: { model: 'm1', data: [{ index: 0, embedding: [1, 2] }], usage: { prompt_tokens: 7, total_tokens: 9 } },
  ranking: {
    results: [
      { index: 0, relevance_score: 0 },
      { index: 1, relevance_score: 0.9 },
    ],
  },
}

/** A formatter whose answers are core's own fields. */
class Plain extends ContentFormatterBase {
  readonly name = 'plain'
  readonly codecs = {}
  override readonly embeddingCodecs = {
    serverless: { formatRequest: () => ({}), parseResponse: (body: unknown) => body as ParsedEmbeddingResponse },
  }
  override readonly rerankCodecs = {
    serverless: { formatRequest: () => ({}), parseResponse: (body: unknown) => body as ParsedRerankResponse },
  }
}

/** Both operations, each with a call of its own. */
const operations = {
  embedding: (
    provider: AzureMLProvider,
    call: Partial<EmbeddingModelV4CallOptions & RerankingModelV4CallOptions> = {},
  ) => provider.embeddingModel('green').doEmbed({ values: ['a'], ...call }),
  ranking: (provider: AzureMLProvider, call: Partial<EmbeddingModelV4CallOptions & RerankingModelV4CallOptions> = {}) =>
    provider.rerankingModel('green').doRerank({ query: 'cold', documents, ...call }),
}
const names = Object.keys(operations) as (keyof typeof operations)[]

describe('the whole result of', () => {
  const headers = { 'content-type': 'application/json', 'x-request-id': 'r-1', 'azureml-model-deployment': 'blue' }
  const metadata = { azureML: { requestId: 'r-1', deployment: 'blue' } }
  const response = (body: object): Response => Response.json(body, { headers })

  it('an embedding call', async () => {
    const { provider } = answering(response(bodies.embedding))
    expect(await operations.embedding(provider)).toEqual({
      embeddings: [[1, 2]],
      usage: { tokens: 7 },
      response: { headers, body: bodies.embedding },
      providerMetadata: metadata,
      warnings: [],
    })
  })

  it.each([
    [{ usage: { inputTokens: 0, totalTokens: 9, raw: {} } }, { usage: { tokens: 0 } }],
    [{ usage: { totalTokens: 9, raw: {} } }, { usage: { tokens: 9 } }],
    [{}, {}],
  ])('an embedding call with the fields %j', async (fields, expected) => {
    const body = { embeddings: [[1, 2]], ...fields }
    const { provider } = answering(response(body), { contentFormatter: Plain })
    expect(await operations.embedding(provider)).toStrictEqual({
      embeddings: [[1, 2]],
      ...expected,
      response: { headers, body },
      providerMetadata: metadata,
      warnings: [],
    })
  })

  it.each([
    [
      { id: 'r1', model: 'm1' },
      { id: 'r1', modelId: 'm1' },
    ],
    [{}, {}],
  ])('a ranking with the fields %j', async (fields, expected) => {
    const results = [0, 0.9].map((score, index) => ({ index, score }))
    const body = { results, ...fields }
    const { provider } = answering(response(body), { contentFormatter: Plain })
    expect(await operations.ranking(provider)).toStrictEqual({
      ranking: [
        { index: 1, relevanceScore: 0.9 },
        { index: 0, relevanceScore: 0 },
      ],
      response: { ...expected, headers, body },
      providerMetadata: metadata,
      warnings: [],
    })
  })

  it('a ranking of objects, which are sent as JSON', async () => {
    const { provider, requests } = answering(bodies.ranking)
    const values = [{ text: 'rain' }, { text: 'snow' }]
    const { warnings } = await operations.ranking(provider, { documents: { type: 'object', values } })
    const details = 'Endpoints rank texts, so the objects are sent as JSON.'
    expect(warnings).toEqual([{ type: 'compatibility', feature: 'object documents', details }])
    expect(requests[0]?.body).toMatchObject({ documents: ['{"text":"rain"}', '{"text":"snow"}'] })
  })
})

describe('the request of', () => {
  const options = { user: 'u-1', inputType: 'query', modelKwargs: { user: 'u-2', more: 1 } }

  it('an embedding call has its parameters, of which modelKwargs win', async () => {
    const { provider, requests } = answering(bodies.embedding)
    await operations.embedding(provider, { dimensions: 3, providerOptions: { azureML: options } })
    expect(requests[0]?.body).toEqual({ input: ['a'], dimensions: 3, input_type: 'query', user: 'u-2', more: 1 })
  })

  it('a ranking has its parameters', async () => {
    const { provider, requests } = answering(bodies.ranking)
    const modelKwargs = { max_chunks_per_doc: 1 }
    await operations.ranking(provider, { topN: 1, providerOptions: { azureML: { modelKwargs } } })
    const body = { model: 'model', query: 'cold', documents: documents.values, top_n: 1, max_chunks_per_doc: 1 }
    expect(requests[0]?.body).toEqual(body)
  })

  it.each(names)('%s has the headers of the provider and of the call', async (name) => {
    const { provider, requests } = answering(bodies[name], { headers: { 'x-a': '1', 'user-agent': 'app/1' } })
    await operations[name](provider, { headers: { 'x-b': '2', 'User-Agent': 'ai/7' } })
    expect(Object.fromEntries(requests[0]?.headers ?? [])).toMatchObject({
      'x-a': '1',
      'x-b': '2',
      'azureml-model-deployment': 'green',
      'user-agent': 'app/1 ai/7 azureml-endpoints-ai-sdk-provider/development',
    })
  })
})

describe.each(names)('a failed call: %s', (name) => {
  it('is sent once, because ai retries', async () => {
    const { provider, requests } = answering(new Response('Busy', { status: 503, headers: { 'retry-after-ms': '1' } }))
    await expect(operations[name](provider)).rejects.toSatisfy(APICallError.isInstance)
    expect(requests).toHaveLength(1)
  })

  it('has the time limit of the call', async () => {
    const { provider } = answering(() => new Promise(() => {}), { timeout: 600_000 })
    const failed = operations[name](provider, { providerOptions: { azureML: { timeout: 21 } } })
    await expect(failed).rejects.toThrow(/\b21 ms/)
  })

  it('is rejected with the reason of its signal', async () => {
    const controller = new AbortController()
    const { provider } = answering(() => {
      controller.abort('Enough.')
      return new Promise(() => {})
    })
    await expect(operations[name](provider, { abortSignal: controller.signal })).rejects.toBe('Enough.')
  })

  it('needs no formatter of its own for the URL of a chat, which it rejects', async () => {
    const route = { embedding: 'embeddings', ranking: 'rerank' }[name]
    const what = { embedding: 'embeddings', ranking: 'reranking' }[name]
    const also = { embedding: ', or with one that ends in /score', ranking: '' }[name]
    for (const path of ['chat/completions', 'chat/completions/', 'completions', 'completions/']) {
      const { provider, requests } = answering({}, { endpointUrl: `https://e.x/v1/${path}?a=1` })
      const error: unknown = await Promise.resolve(operations[name](provider)).catch((thrown: unknown) => thrown)
      expect(error).toSatisfy(LoadSettingError.isInstance)
      expect((error as Error).message).toBe(
        `\`endpointUrl\` is the URL of a chat route: https://e.x/v1/${path}. For ${what}, create a separate provider with the URL of that route, such as https://e.x/v1/${route}${also}.`,
      )
      expect(requests).toEqual([])
    }
  })
})

describe('an embedding model', () => {
  it.each([
    [{}, 96, true],
    [{ maxEmbeddingsPerCall: 2, supportsParallelCalls: false }, 2, false],
    [{ maxEmbeddingsPerCall: Infinity, supportsParallelCalls: true }, Infinity, true],
  ])('has the limits of its settings: %j', (settings, maxEmbeddingsPerCall, supportsParallelCalls) => {
    for (const name of ['embeddingModel', 'embedding', 'textEmbeddingModel'] as const) {
      const model = createAzureML(settings)[name]('green')
      const { specificationVersion, provider, modelId } = model
      expect({ specificationVersion, provider, modelId }).toEqual({
        specificationVersion: 'v4',
        provider: 'azure-ml.embedding',
        modelId: 'green',
      })
      expect([model.maxEmbeddingsPerCall, model.supportsParallelCalls]).toEqual([
        maxEmbeddingsPerCall,
        supportsParallelCalls,
      ])
    }
  })

  it.each([
    [{}, 96],
    [{ maxEmbeddingsPerCall: 1 }, 1],
  ])('sends as many values as its limit, and rejects one more: %j', async (settings, limit) => {
    const data = Array.from({ length: limit }, (_, index) => ({ index, embedding: [index] }))
    const { provider, requests } = answering({ data }, settings)
    const values = Array.from({ length: limit + 1 }, String)
    const most = await operations.embedding(provider, { values: values.slice(1) })
    expect(most.embeddings).toHaveLength(limit)
    const more = await Promise.resolve(operations.embedding(provider, { values })).catch((error: unknown) => error)
    expect(more).toSatisfy(TooManyEmbeddingValuesForCallError.isInstance)
    const named = { provider: 'azure-ml.embedding', modelId: 'green', maxEmbeddingsPerCall: limit, values }
    expect(more).toMatchObject(named)
    expect(requests).toHaveLength(1)
  })
})
