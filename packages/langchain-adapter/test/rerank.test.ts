import { inspect } from 'node:util'
import { type RunningEndpointEmulator, startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { Document } from '@langchain/core/documents'
import { BaseDocumentCompressor } from '@langchain/core/retrievers/document_compressors'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AzureMLRerank, type AzureMLRerankFields } from '../src/index.ts'

const apiKey = 'key-of-a-test-of-reranking'
let emulator: RunningEndpointEmulator
beforeAll(async () => void (emulator = await startEndpointEmulator({ apiKey })))
afterAll(() => emulator.close())

function reranker(fields: AzureMLRerankFields = {}, path = '/v2/rerank'): AzureMLRerank {
  return new AzureMLRerank({ endpointUrl: emulator.url + path, endpointApiKey: apiKey, model: 'my-rank', ...fields })
}

const documents = ['a hat', 'a red coat', 'bread'].map((pageContent, index) => {
  return new Document({ pageContent, metadata: { page: index }, id: `d${index}` })
})

describe('AzureMLRerank', () => {
  it('returns copies of the best documents, best first, with their scores', async () => {
    const model = reranker({ topN: 2 })
    expect(BaseDocumentCompressor.isBaseDocumentCompressor(model)).toBe(true)
    const best = await model.compressDocuments(documents, 'red coat')
    expect(best.map(({ id }) => id)[0]).toBe('d1')
    expect(best).toHaveLength(2)
    expect(best[0]).toMatchObject({
      pageContent: 'a red coat',
      metadata: { page: 1, relevanceScore: expect.any(Number) },
    })
    expect(best[0]?.metadata['relevanceScore']).toBeGreaterThan(Number(best[1]?.metadata['relevanceScore']))
    expect(documents[1]?.metadata).toEqual({ page: 1 })
    expect(emulator.requests.at(-1)?.body).toEqual({
      model: 'my-rank',
      query: 'red coat',
      documents: ['a hat', 'a red coat', 'bread'],
      top_n: 2,
    })
  })

  it('ranks texts too, all of them unless told otherwise', async () => {
    const texts = documents.map(({ pageContent }) => pageContent)
    const scores = await reranker().rerank(texts, 'coat')
    expect(scores.map(({ index }) => index).toSorted()).toEqual([0, 1, 2])
    expect(await reranker({ topN: 3 }).rerank(texts, 'coat', { topN: 1 })).toMatchObject([{ index: 1 }])
    expect(await reranker({}, '/v1/rerank').rerank(texts, 'coat')).toHaveLength(3)
  })

  it.each([
    ['/v1/rerank', {}],
    ['/v2/rerank', { model: 'model' }],
  ])('sends the body of its route: %s', async (path, rest) => {
    await reranker({ model: undefined }, path).rerank(['a'], 'coat')
    expect(emulator.requests.at(-1)?.body).toEqual({ query: 'coat', documents: ['a'], ...rest })
  })

  it('ranks nothing without a request', async () => {
    const before = emulator.requests.length
    expect(await reranker().compressDocuments([], 'coat')).toEqual([])
    expect(emulator.requests.length).toBe(before)
  })

  it('retries, and fails with errors that LangChain recognizes', async () => {
    const one = await startEndpointEmulator({ apiKey, faults: [{ status: 503, times: 1 }] })
    const fields = { endpointUrl: `${one.url}/v2/rerank`, model: 'm' }
    const scores = await new AzureMLRerank({ ...fields, endpointApiKey: apiKey }).rerank(['a'], 'a')
    expect(scores).toHaveLength(1)
    const wrong = new AzureMLRerank({ ...fields, endpointApiKey: 'wrong' }).rerank(['a'], 'a')
    await expect(wrong).rejects.toMatchObject({ status: 401, lc_error_code: 'MODEL_AUTHENTICATION' })
    await one.close()
    await expect(reranker().rerank(['a'], ' ')).rejects.toMatchObject({ name: 'ConfigurationError', setting: 'query' })
  })

  it('rejects fields that are unknown or wrong, and shows no key', () => {
    expect(() => reranker({ top_n: 5 } as AzureMLRerankFields)).toThrow('topN')
    expect(() => reranker({ topN: 0 })).toThrow('`topN` is 0; it must be a whole number above 0.')
    expect(inspect(reranker(), { depth: 10, showHidden: true }) + JSON.stringify(reranker())).not.toContain(apiKey)
  })
})
