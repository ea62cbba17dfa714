import { ContentFormatterBase, FormatError } from '@azureml-endpoints/core'
import { expect, it } from 'vitest'
import { clientOf, failure, key } from './client-of.ts'

/** Returns the body of an answer as what it parsed. */
class Formatter extends ContentFormatterBase {
  readonly name = 'f'
  readonly codecs = {}
  override readonly embeddingCodecs = { serverless: codec }
  override readonly rerankCodecs = { serverless: codec }
}

const codec = { formatRequest: (): object => ({ sent: true }), parseResponse: (body: unknown): never => body as never }

const values = ['a', 'b']
const query = 'q'
const documents = ['a', 'b', 'c']
const answering = (body: unknown): ReturnType<typeof clientOf> =>
  clientOf(() => Response.json(body), { contentFormatter: Formatter, endpointApiType: 'serverless' })

async function problemOf(answer: Promise<unknown>): Promise<{ method: string; payload: unknown; problem: string }> {
  const error = await failure(answer)
  if (!(error instanceof FormatError)) throw error
  const [, problem = ''] =
    /^`parseResponse` of formatter "f" \(serverless\) (.*?)\. (?:If this|This looks)/.exec(error.message) ?? []
  return { method: error.method, payload: error.payload, problem }
}

const noVectors = 'returned `embeddings` that are not a list of vectors'

it.each<[parsed: unknown, problem: string]>([
  [null, noVectors],
  [{}, noVectors],
  [{ embeddings: 'x' }, noVectors],
  [{ embeddings: [[1], 'x'] }, noVectors],
  [{ embeddings: [[1], []] }, noVectors],
  [{ embeddings: [[1], [1, '2']] }, noVectors],
  [{ embeddings: [[1], [1, null]] }, noVectors],
  [{ embeddings: [] }, 'returned 0 vectors for 2 values'],
  [{ embeddings: [[1]] }, 'returned 1 vectors for 2 values'],
  [{ embeddings: [[1], [2], [3]] }, 'returned 3 vectors for 2 values'],
])('embed() does not accept %j', async (parsed, problem) => {
  expect(await problemOf(answering(parsed).embed({ values }))).toEqual({
    method: 'parseResponse',
    payload: parsed,
    problem,
  })
})

const [a, b, c] = [2, 0, 1].map((index) => ({ index, score: index / 2 }))

it.each<[parsed: unknown, problem: string]>([
  [null, 'returned `results` that are not a list'],
  [{}, 'returned `results` that are not a list'],
  [{ results: { 0: a } }, 'returned `results` that are not a list'],
  [{ results: [null] }, 'returned a result for document undefined, but there are 3'],
  [{ results: [{ index: '0', score: 1 }] }, 'returned a result for document "0", but there are 3'],
  [{ results: [{ index: 3, score: 1 }] }, 'returned a result for document 3, but there are 3'],
  [{ results: [{ index: -1, score: 1 }] }, 'returned a result for document -1, but there are 3'],
  [{ results: [a, b, b] }, 'returned two results for document 0'],
  [{ results: [a, b, { index: 1 }] }, 'returned a score that is not a number: undefined'],
  [{ results: [a, b, { index: 1, score: null }] }, 'returned a score that is not a number: null'],
  [{ results: [a, b] }, 'returned 2 results for 3 documents'],
])('rerank() does not accept %j', async (parsed, problem) => {
  const answer = answering(parsed).rerank({ query, documents })
  expect(await problemOf(answer)).toEqual({ method: 'parseResponse', payload: parsed, problem })
})

it('of the best two asked for, one is missing', async () => {
  const answer = answering({ results: [a] }).rerank({ query, documents, topN: 2 })
  expect((await problemOf(answer)).problem).toBe('returned 1 results for 2 documents')
})

const metadata = {
  headers: expect.any(Headers),
  request: { url: 'https://my-ep.eastus2.inference.ml.azure.com/v1/chat/completions', body: { sent: true } },
}

it('embed() returns the vectors, and usage and model only if the answer has them', async () => {
  const embeddings = [[1, 0.5], [-2e-9]]
  for (const parsed of [{ embeddings }, { embeddings, model: '' }]) {
    expect(await answering(parsed).embed({ values })).toEqual({ embeddings, raw: parsed, ...metadata })
  }
  const parsed = { embeddings, usage: { inputTokens: 3, raw: 1 }, model: `m-${key}`, other: 1 }
  expect(await answering(parsed).embed({ values })).toEqual({
    embeddings,
    usage: parsed.usage,
    model: 'm-<redacted>',
    raw: parsed,
    ...metadata,
  })
})

it('rerank() returns the results best first, and usage, id and model only if the answer has them', async () => {
  const results = [a, c, b]
  for (const parsed of [{ results: [b, a, c] }, { results: [c, b, a], id: '', model: '' }]) {
    expect(await answering(parsed).rerank({ query, documents })).toEqual({ results, raw: parsed, ...metadata })
    expect(await answering(parsed).rerank({ query, documents, topN: 2 })).toMatchObject({ results: [a, c] })
  }
  const parsed = { results: [{ ...b, text: 'a' }, a, c], usage: { inputTokens: 3 }, id: `i-${key}`, model: `m-${key}` }
  expect(await answering(parsed).rerank({ query, documents })).toEqual({
    results,
    usage: parsed.usage,
    id: 'i-<redacted>',
    model: 'm-<redacted>',
    raw: parsed,
    ...metadata,
  })
})
