import { ContentFormatterBase, EndpointError } from '@azureml-endpoints/core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type FakeAnswer, type FakeFetch, fakeFetch } from '../../core/src/testing/index.ts'
import { AzureMLEmbeddings, type AzureMLEmbeddingsFields, AzureMLRerank } from '../src/index.ts'

type Fields = Omit<AzureMLEmbeddingsFields, 'batchSize' | 'dimensions' | 'inputType'>

const host = 'https://e.westeurope.inference.ml.azure.com'
const embeddings = { data: [{ index: 0, embedding: [1] }] }
const ranking = { results: [{ index: 0, relevance_score: 1 }] }
/** Each operation: its route, an answer, and a call. */
const operations = {
  AzureMLEmbeddings: ['/v1/embeddings', embeddings, (fields: Fields) => new AzureMLEmbeddings(fields).embedQuery('a')],
  AzureMLRerank: ['/v2/rerank', ranking, (fields: Fields) => new AzureMLRerank(fields).rerank(['a'], 'a')],
} as const

afterEach(() => void vi.useRealTimers())

describe.each(Object.entries(operations))('%s', (_class, [route, answer, call]) => {
  const send = async (fields: Fields, ...answers: FakeAnswer[]): Promise<FakeFetch> => {
    const fetch = fakeFetch(...(answers.length === 0 ? [answer] : answers))
    await call({ endpointUrl: host + route, endpointApiKey: 'key', fetch, ...fields })
    return fetch
  }

  it.each<[Fields, object]>([
    [
      { modelKwargs: { truncate: 'NONE' }, model: 'm' },
      { truncate: 'NONE', model: 'm' },
    ],
    [{ model: 'm', modelName: 'n' }, { model: 'm' }],
    [{ modelName: 'n' }, { model: 'n' }],
    [{ model: 'm', modelKwargs: { model: 'o' } }, { model: 'o' }],
    [{ deploymentName: 'blue', endpointUrl: `https://r.services.ai.azure.com${route}` }, { model: 'blue' }],
  ])('sends in its body: %j', async (fields, body) => {
    expect((await send(fields)).requests[0]?.body).toMatchObject(body)
  })

  it.each<[Fields, Record<string, string>]>([
    [{ deploymentName: 'blue', model: 'm' }, { 'azureml-model-deployment': 'blue' }],
    [{ headers: { 'x-team': 'a' }, model: 'm' }, { 'x-team': 'a' }],
    [{ endpointApiKey: undefined, apiKey: 'other', model: 'm' }, { authorization: 'Bearer other' }],
    [{ apiKey: 'other', model: 'm' }, { authorization: 'Bearer key' }],
  ])('sends in its headers: %j', async (fields, headers) => {
    const [request] = (await send(fields)).requests
    expect(Object.fromEntries(request?.headers ?? [])).toMatchObject(headers)
  })

  it.each([
    [{}, 3],
    [{ maxRetries: 1 }, 2],
    [{ maxRetries: 0 }, 1],
  ])('makes as many attempts as the fields say: %j', async (fields, attempts) => {
    const fetch = fakeFetch(Response.json({}, { status: 503 }))
    const onFailedAttempt = vi.fn<(error: unknown) => void>()
    const onRetry = vi.fn<() => void>()
    const all = { endpointUrl: host + route, endpointApiKey: 'key', model: 'm', fetch, onFailedAttempt, onRetry }
    // The code for errors is loaded by the first of them.
    await expect(call({ ...all, fetch: fakeFetch(new Response('', { status: 400 })) })).rejects.toThrow('400')
    onFailedAttempt.mockClear()
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    const failed = call({ ...all, ...fields }).catch((error: unknown) => error)
    for (let second = 0; second < 20; second++) {
      await vi.advanceTimersByTimeAsync(1000)
      await new Promise(setImmediate)
    }
    expect(await failed).toMatchObject({ status: 503 })
    expect([fetch.requests.length, onFailedAttempt.mock.calls.length]).toEqual([attempts, attempts])
    expect(onRetry).not.toHaveBeenCalled()
  })

  it('ends an attempt after its timeout', async () => {
    const silent: typeof fetch = (_input, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error))
      })
    const endpoint = { endpointUrl: host + route, endpointApiKey: 'key', model: 'm' }
    const failed = call({ ...endpoint, fetch: silent, timeout: 5, maxRetries: 0 })
    await expect(failed).rejects.toSatisfy((error) => EndpointError.isInstance(error) && error.status === undefined)
  })
})

describe('a batch of AzureMLEmbeddings', () => {
  const sizes = async (texts: number, fields: AzureMLEmbeddingsFields): Promise<number[]> => {
    const fetch = fakeFetch(({ body }: { body: { input: string[] } }) => ({
      data: body.input.map((_, index) => ({ index, embedding: [1] })),
    }))
    const model = new AzureMLEmbeddings({
      endpointUrl: `${host}/v1/embeddings`,
      endpointApiKey: 'key',
      fetch,
      ...fields,
    })
    await model.embedDocuments(Array.from({ length: texts }, String))
    return fetch.requests.map(({ body }) => (body as { input: string[] }).input.length)
  }

  it.each<[number, AzureMLEmbeddingsFields, number[]]>([
    [97, {}, [96, 1]],
    [5, { batchSize: 2 }, [2, 2, 1]],
    [200, { batchSize: 150 }, [150, 50]],
    [5, { contentFormatter: limitedTo(2) }, [2, 2, 1]],
    [3, { contentFormatter: limitedTo(2), batchSize: 1 }, [1, 1, 1]],
    [2, { contentFormatter: limitedTo(2), batchSize: 2 }, [2]],
    [150, { contentFormatter: limitedTo(100) }, [96, 54]],
  ])('of %i texts, with %j', async (texts, fields, expected) => {
    expect(await sizes(texts, fields)).toEqual(expected)
  })

  it.each<[AzureMLEmbeddingsFields, string]>([
    [{ batchSize: 1.5 }, '`batchSize` is 1.5; it must be a whole number above 0.'],
    [
      { contentFormatter: limitedTo(2), batchSize: 3 },
      '`batchSize` is 3; it must be a whole number from 1 to 2, which is the limit of the model.',
    ],
  ])('is refused: %j', async (fields, message) => {
    await expect(sizes(1, fields)).rejects.toMatchObject({ name: 'ConfigurationError', setting: 'batchSize', message })
  })
})

it('AzureMLEmbeddings sends what its vectors are for, with documents and queries alike', async () => {
  const fetch = fakeFetch(embeddings)
  const fields = { endpointUrl: `${host}/v1/embeddings`, endpointApiKey: 'key', fetch, inputType: 'clustering' }
  const model = new AzureMLEmbeddings({ ...fields, dimensions: 5 })
  expect([await model.embedDocuments(['a']), await model.embedQuery('b')]).toEqual([[[1]], [1]])
  const rest = { dimensions: 5, input_type: 'clustering' }
  expect(fetch.requests.map(({ body }) => body)).toEqual([
    { input: ['a'], ...rest },
    { input: ['b'], ...rest },
  ])
})

/** Creates a formatter of OpenAI's embeddings that takes only so many values. */
function limitedTo(maxValues: number): ContentFormatterBase {
  return new (class Limited extends ContentFormatterBase {
    override readonly name = 'limited'
    override readonly codecs = {}
    override readonly embeddingCodecs = {
      serverless: {
        maxValues,
        formatRequest: ({ values }: { readonly values: readonly string[] }) => ({ input: values }),
        parseResponse: (body: unknown) => ({
          embeddings: (body as typeof embeddings).data.map(({ embedding }) => embedding),
        }),
      },
    }
  })()
}
