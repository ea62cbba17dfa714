import { inspect } from 'node:util'
import { CohereV2ContentFormatter } from '@azureml-endpoints/formatters-cohere'
import { type RunningEndpointEmulator, startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { Embeddings } from '@langchain/core/embeddings'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AzureMLEmbeddings, type AzureMLEmbeddingsFields } from '../src/index.ts'

const apiKey = 'key-of-a-test-of-embeddings'
let emulator: RunningEndpointEmulator
beforeAll(async () => void (emulator = await startEndpointEmulator({ apiKey })))
afterAll(() => emulator.close())

function embeddings(path: string, fields: AzureMLEmbeddingsFields = {}): AzureMLEmbeddings {
  return new AzureMLEmbeddings({ endpointUrl: emulator.url + path, endpointApiKey: apiKey, ...fields })
}

const texts = (count: number): string[] => Array.from({ length: count }, (_, index) => `text number ${index}`)

/** Returns the bodies of the requests that a call sends. */
async function bodiesOf(call: () => Promise<unknown>): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const before = emulator.requests.length
  await call()
  return emulator.requests.slice(before).map(({ body }) => body as Readonly<Record<string, unknown>>)
}

describe('AzureMLEmbeddings', () => {
  it('embeds documents in batches, in their order', async () => {
    const model = embeddings('/v1/embeddings', { batchSize: 3 })
    expect(model).toBeInstanceOf(Embeddings)
    let vectors: number[][] = []
    const bodies = await bodiesOf(async () => void (vectors = await model.embedDocuments(texts(8))))
    expect(bodies.map(({ input }) => (input as string[]).length).toSorted()).toEqual([2, 3, 3])
    for (const [index, text] of texts(8).entries()) expect(vectors[index]).toEqual(await model.embedQuery(text))
    expect(vectors).toHaveLength(8)
  })

  it('embeds nothing without a request', async () => {
    const bodies = await bodiesOf(async () => expect(await embeddings('/v1/embeddings').embedDocuments([])).toEqual([]))
    expect(bodies).toEqual([])
  })

  it('sends what the vectors are for, as the formatter of the URL names it', async () => {
    const model = embeddings('/v2/embed', { dimensions: 256 })
    const bodies = await bodiesOf(async () => {
      await model.embedDocuments(['a'])
      await model.embedQuery('a')
    })
    expect(bodies).toMatchObject([
      { texts: ['a'], input_type: 'search_document', output_dimension: 256 },
      { texts: ['a'], input_type: 'search_query', output_dimension: 256 },
    ])
    const clustering = embeddings('/v2/embed', { inputType: 'clustering', contentFormatter: CohereV2ContentFormatter })
    const [body] = await bodiesOf(() => clustering.embedQuery('a'))
    expect(body).toMatchObject({ input_type: 'clustering' })
    const [plain] = await bodiesOf(() => embeddings('/v1/embeddings').embedQuery('a'))
    expect(plain).toEqual({ input: ['a'] })
  })

  it("keeps to the formatter's limit, and to maxConcurrency", async () => {
    let open = 0
    let most = 0
    const counting: typeof fetch = async (input, init) => {
      most = Math.max(most, (open += 1))
      const response = await fetch(input, init)
      open -= 1
      return response
    }
    const model = embeddings('/v2/embed', { maxConcurrency: 2, fetch: counting, model: 'my-model' })
    const bodies = await bodiesOf(() => model.embedDocuments(texts(400)))
    expect(bodies.map((body) => (body['texts'] as string[]).length).toSorted((a, b) => a - b)).toEqual([
      16, 96, 96, 96, 96,
    ])
    expect(bodies[0]).toMatchObject({ model: 'my-model' })
    expect(most).toBe(2)
    const limit = { name: 'ConfigurationError', setting: 'batchSize' }
    expect(() => embeddings('/v2/embed', { batchSize: 97 })).toThrow(expect.objectContaining(limit))
    expect(() => embeddings('/v1/embeddings', { batchSize: 0 })).toThrow(expect.objectContaining(limit))
  })

  it('retries, and fails with an error that LangChain recognizes', async () => {
    const one = await startEndpointEmulator({ apiKey, faults: [{ status: 429, retryAfter: 0, times: 1 }] })
    const fields = { endpointUrl: `${one.url}/v1/embeddings`, endpointApiKey: apiKey }
    expect(await new AzureMLEmbeddings(fields).embedQuery('a')).toHaveLength(64)
    const wrong = new AzureMLEmbeddings({ ...fields, endpointApiKey: 'wrong' }).embedDocuments(['a'])
    await expect(wrong).rejects.toMatchObject({ status: 401, lc_error_code: 'MODEL_AUTHENTICATION' })
    await one.close()
  })

  it('cancels the other requests when one fails', async () => {
    const aborted: unknown[] = []
    const hanging: typeof fetch = (_input, init) =>
      new Promise((resolve, reject) => {
        if (String(init?.body).includes('number 0')) resolve(Response.json({ message: 'no' }, { status: 400 }))
        init?.signal?.addEventListener('abort', () => {
          aborted.push(1)
          reject(new Error('aborted'))
        })
      })
    const model = embeddings('/v1/embeddings', { batchSize: 1, fetch: hanging })
    await expect(model.embedDocuments(texts(3))).rejects.toMatchObject({ status: 400 })
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(aborted.length).toBeGreaterThanOrEqual(2)
  })

  it('rejects unknown fields, and shows no key', () => {
    const fields = { dimension: 5 } as AzureMLEmbeddingsFields
    expect(() => embeddings('/v1/embeddings', fields)).toThrow('dimensions')
    const foreign = { azureOpenAIApiKey: 'x' } as AzureMLEmbeddingsFields
    expect(() => embeddings('/v1/embeddings', foreign)).toThrow('Use `endpointApiKey`.')
    const model = embeddings('/v1/embeddings', { modelKwargs: { token: apiKey } })
    expect(inspect(model, { depth: 10, showHidden: true }) + JSON.stringify(model)).not.toContain(apiKey)
  })
})
