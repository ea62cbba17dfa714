import { APICallError, InvalidArgumentError } from '@ai-sdk/provider'
import { WORKFLOW_DESERIALIZE, WORKFLOW_SERIALIZE } from '@ai-sdk/provider-utils'
import { ContentFormatterBase, type RerankRequest } from '@azureml-endpoints/core'
import { rerank, RetryError } from 'ai'
import { describe, expect, it } from 'vitest'
import { createAzureML } from '../src/index.ts'
import { type Emulator, emulate, routes } from './emulator.ts'

/** A formatter for reranking, in the shape that most servers have. */
class Ranker extends ContentFormatterBase {
  readonly name = 'ranker'
  readonly codecs = {}
  override readonly rerankCodecs = {
    serverless: {
      formatRequest: ({ query, documents, topN, modelKwargs }: RerankRequest) => ({
        messages: [{ role: 'user', content: 'for the emulator' }],
        query,
        documents,
        top_n: topN,
        ...modelKwargs,
      }),
      parseResponse: (body: unknown) => {
        const { id, model, results } = body as {
          id?: string
          model?: string
          results: { index: number; relevance_score: number }[]
        }
        return { id, model, results: results.map(({ index, relevance_score: score }) => ({ index, score })) }
      },
    },
  }
}

const documents = ['rain in Rome', 'snow in Oslo', 'sun in Nice']
const scores = [0.2, 0.9, 0.5]

async function ranker(): Promise<Emulator> {
  const emulator = await emulate()
  const results = scores.map((score, index) => ({ index, relevance_score: score }))
  await emulator.reply({ raw: { body: JSON.stringify({ id: 'r1', model: 'm1', results }) } })
  return emulator
}

describe('rerank', () => {
  it('sorts texts', async () => {
    const emulator = await ranker()
    const model = emulator.provider(routes.serverless, { contentFormatter: Ranker }).rerankingModel('blue')
    const providerOptions = { azureML: { modelKwargs: { max_chunks: 1 } } }
    const { ranking, response, providerMetadata } = await rerank({
      model,
      documents,
      query: 'cold',
      topN: 2,
      providerOptions,
    })
    expect(ranking).toEqual([
      { originalIndex: 1, score: 0.9, document: 'snow in Oslo' },
      { originalIndex: 2, score: 0.5, document: 'sun in Nice' },
    ])
    expect(response).toMatchObject({ id: 'r1', modelId: 'm1' })
    expect(providerMetadata?.['azureML']).toMatchObject({ deployment: 'blue' })
    expect(await emulator.body()).toMatchObject({ query: 'cold', documents, top_n: 2, max_chunks: 1 })
    expect((await emulator.requests())[0]?.headers['user-agent']).toContain('azureml-endpoints-ai-sdk-provider')
  })

  it('sends the documents as they were when it was called', async () => {
    const emulator = await ranker()
    const model = emulator.provider(routes.serverless, { contentFormatter: Ranker }).reranking()
    const values = documents.slice()
    const pending = model.doRerank({ documents: { type: 'text', values }, query: 'cold' })
    values.push('too late')
    await pending
    expect(await emulator.body()).toMatchObject({ documents })
  })

  it('sorts objects as JSON, with a warning', async () => {
    const emulator = await ranker()
    const model = emulator.provider(routes.serverless, { contentFormatter: Ranker }).reranking()
    const values = documents.map((text) => ({ text }))
    const { ranking, warnings } = (await model.doRerank({ documents: { type: 'object', values }, query: 'cold' })) as {
      ranking: unknown[]
      warnings: unknown[]
    }
    expect(ranking[0]).toEqual({ index: 1, relevanceScore: 0.9 })
    expect(warnings).toMatchObject([{ type: 'compatibility', feature: 'object documents' }])
    expect(await emulator.body()).toMatchObject({ documents: values.map((value) => JSON.stringify(value)) })
  })

  it('is refused before any request if the formatter has none', async () => {
    const emulator = await emulate()
    const model = emulator.provider(routes.serverless).rerankingModel()
    const error: unknown = await rerank({ model, documents, query: 'cold' }).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ message: expect.stringContaining('rerank') })
    expect(await emulator.requests()).toEqual([])
  })

  it('rejects a wrong topN, and warns about unknown options', async () => {
    const emulator = await ranker()
    const model = emulator.provider(routes.serverless, { contentFormatter: Ranker }).rerankingModel()
    const call = { documents: { type: 'text' as const, values: documents }, query: 'cold' }
    await expect(model.doRerank({ ...call, topN: 0 })).rejects.toSatisfy(InvalidArgumentError.isInstance)
    const { warnings } = await model.doRerank({ ...call, providerOptions: { azureML: { user: 'u' } } })
    expect(warnings).toMatchObject([{ type: 'unsupported', feature: 'providerOptions.azureML.user' }])
  })

  it('retries through ai, and reports failures as its errors', async () => {
    const emulator = await emulate()
    await emulator.fail({ status: 429, headers: { 'retry-after-ms': '1' }, times: 1 }, { status: 400 })
    const model = emulator.provider(routes.serverless, { contentFormatter: Ranker }).rerankingModel()
    const error: unknown = await rerank({ model, documents, query: 'cold' }).catch((reason: unknown) => reason)
    expect(RetryError.isInstance(error) && APICallError.isInstance(error.lastError)).toBe(true)
    expect(await emulator.requests()).toHaveLength(2)
  })

  it('survives a durable workflow', () => {
    const model = emulateModel()
    const durable = model.constructor as unknown as {
      [WORKFLOW_SERIALIZE](one: unknown): unknown
      [WORKFLOW_DESERIALIZE](one: unknown): typeof model
    }
    expect(durable[WORKFLOW_DESERIALIZE](durable[WORKFLOW_SERIALIZE](model))).toMatchObject({ modelId: 'blue' })
  })
})

function emulateModel() {
  return createAzureML({ endpointUrl: 'https://e.x/v1/chat/completions' }).rerankingModel('blue')
}

describe('a reranking model without a formatter', () => {
  it.each([
    ['/v1/rerank', { query: 'cold', documents, top_n: 1 }],
    ['/v2/rerank', { model: 'model', query: 'cold', documents, top_n: 1 }],
    ['/rerank', { model: 'model', query: 'cold', documents, top_n: 1 }],
  ])("has Cohere's format, in the version of the path: %s", async (route, body) => {
    let sent: unknown
    const results = [{ index: 1, relevance_score: 0.9 }]
    const fetch = async (_url: unknown, init?: RequestInit): Promise<Response> => {
      sent = JSON.parse(init?.body as string)
      return Response.json({ id: 'r1', results, meta: { billed_units: { search_units: 1 } } })
    }
    const settings = {
      endpointUrl: `https://e.x${route}`,
      endpointApiType: 'serverless' as const,
      endpointApiKey: 'key',
      fetch,
    }
    const { ranking, response } = await rerank({
      model: createAzureML(settings).rerankingModel(),
      documents,
      query: 'cold',
      topN: 1,
    })
    expect(sent).toEqual(body)
    expect(ranking).toEqual([{ originalIndex: 1, score: 0.9, document: 'snow in Oslo' }])
    expect(response.id).toBe('r1')
  })

  it('ignores options of formatters, which are about chats', async () => {
    const emulator = await ranker()
    const model = emulator.provider('/v2/rerank', { sendReasoning: true }).rerankingModel()
    expect((await rerank({ model, documents, query: 'cold' })).ranking).toHaveLength(3)
  })

  it('works over a socket', async () => {
    const emulator = await emulate()
    const results = scores.map((score, index) => ({ index, relevance_score: score }))
    await emulator.reply({ raw: { body: JSON.stringify({ id: 'r1', results }) } })
    const { rerankedDocuments } = await rerank({
      model: emulator.provider('/v2/rerank').rerankingModel('rerank-3'),
      documents,
      query: 'cold',
    })
    expect(rerankedDocuments[0]).toBe('snow in Oslo')
    expect(await emulator.body()).toMatchObject({ query: 'cold', documents })
  })

  it('names the route for reranking if the URL is that of a chat', async () => {
    const endpointUrl = 'https://e.westeurope.inference.ml.azure.com/v1/chat/completions'
    const provider = createAzureML({ endpointUrl, endpointApiKey: 'key' })
    const error = await rerank({ model: provider.rerankingModel(), documents, query: 'cold' }).catch((e: unknown) => e)
    expect((error as Error).message).toMatchInlineSnapshot(
      `"\`endpointUrl\` is the URL of a chat route: https://e.westeurope.inference.ml.azure.com/v1/chat/completions. For reranking, create a separate provider with the URL of that route, such as https://e.westeurope.inference.ml.azure.com/v1/rerank."`,
    )
  })
})
