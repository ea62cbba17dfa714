import {
  AzureMLEndpointClient,
  ContentFormatterBase,
  EndpointError,
  FormatError,
  mapRequest,
  type RerankRequest,
} from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { describe, expect, it } from 'vitest'
import { failure, key } from './client-of.ts'

class RankFormatter extends ContentFormatterBase {
  override readonly name = 'rank'
  override readonly codecs = {}
  override readonly headers = { 'x-format-version': '7' }
  override readonly rerankCodecs = {
    serverless: {
      formatRequest: ({ query, documents, topN, modelKwargs }: RerankRequest) => ({
        query,
        documents,
        ...(topN && { top_n: topN }),
        ...modelKwargs,
      }),
      parseResponse: (body: unknown) => body as never,
    },
  }
}

function clientFor(body: unknown, seen: Request[] = []): AzureMLEndpointClient {
  return new AzureMLEndpointClient({
    endpointUrl: 'https://my-ep.eastus2.models.ai.azure.com/v1/rerank',
    endpointApiKey: key,
    contentFormatter: RankFormatter,
    maxRetries: 0,
    fetch: async (input, init) => {
      seen.push(new Request(input as string, init))
      return Response.json(body)
    },
  })
}

const request = { query: 'coats', documents: ['a', 'b', 'c'] }
const results = [
  { index: 2, score: 0.1 },
  { index: 0, score: 0.9 },
  { index: 1, score: 0.5 },
]

describe('rerank()', () => {
  it('returns the documents best first, and what else the answer has', async () => {
    const seen: Request[] = []
    const answer = await clientFor({ results, id: 'r1', model: 'rank-1', usage: { raw: 1 } }, seen).rerank(request)
    expect(answer.results.map(({ index }) => index)).toEqual([0, 1, 2])
    expect(answer).toMatchObject({ id: 'r1', model: 'rank-1', usage: { raw: 1 }, request: { body: request } })
    expect(seen[0]?.headers.get('x-format-version')).toBe('7')
  })

  it('returns only the best if asked to, even if the endpoint returns all', async () => {
    expect((await clientFor({ results }).rerank({ ...request, topN: 2 })).results).toEqual([results[1], results[2]])
    expect((await clientFor({ results: results.slice(1) }).rerank({ ...request, topN: 2 })).results).toHaveLength(2)
  })

  it('returns as many as the parameters of the body ask for, which override `topN`', async () => {
    const one = { ...request, modelKwargs: { top_n: 1 } }
    expect((await clientFor({ results: results.slice(1, 2) }).rerank(one)).results).toEqual([results[1]])
    const all = { ...request, topN: 1, modelKwargs: { top_n: 3 } }
    expect((await clientFor({ results }).rerank(all)).results).toHaveLength(3)
    const none = clientFor({ results: [] }).rerank(one)
    await expect(none).rejects.toThrow('returned 0 results for 1 documents')
  })

  it.each<[what: string, body: unknown]>([
    ['no results', {}],
    ['results that are no list', { results: 'x' }],
    ['a missing document', { results: results.slice(1) }],
    ['an index out of range', { results: [...results.slice(1), { index: 3, score: 0.2 }] }],
    ['an index that is a text', { results: [...results.slice(1), { index: '2', score: 0.2 }] }],
    ['the same document twice', { results: [results[0], results[1], results[1]] }],
    ['a score that is no number', { results: [...results.slice(1), { index: 2, score: null }] }],
    ['a result that is null', { results: [...results.slice(1), null] }],
  ])('throws for %s', async (_what, body) => {
    expect(await failure(clientFor(body).rerank(request))).toBeInstanceOf(FormatError)
  })

  it('throws the failure that the endpoint reports', async () => {
    expect(await failure(clientFor({ error: { message: 'Too busy.' } }).rerank(request))).toBeInstanceOf(EndpointError)
  })

  it('names what the formatter supports instead', async () => {
    const other = new AzureMLEndpointClient({
      endpointUrl: 'https://my-ep.eastus2.models.ai.azure.com/v1/rerank',
      endpointApiKey: key,
      contentFormatter: CustomOpenAIChatContentFormatter,
    })
    expect(await failure(other.rerank(request))).toMatchObject({ setting: 'contentFormatter' })
    expect(await failure(clientFor({}).chat({ messages: [{ role: 'user', content: 'Hi' }] }))).toMatchObject({
      setting: 'contentFormatter',
    })
  })

  it('goes through a composed formatter', async () => {
    const composed = mapRequest(new RankFormatter(), (chat) => chat)
    expect(composed.rerankCodecs).toBeDefined()
    expect(composed.headers).toEqual({ 'x-format-version': '7' })
  })
})

/** Has the name of the formatter of that route. */
class ClaudeFormatter extends CustomOpenAIChatContentFormatter {
  override readonly name = 'anthropic'
}

describe('a key for Claude on Foundry', () => {
  it('goes as the header that its own client sends, too', async () => {
    let headers = new Headers()
    const client = new AzureMLEndpointClient({
      endpointUrl: 'https://my-res.services.ai.azure.com/anthropic/v1/messages',
      endpointApiKey: key,
      contentFormatter: ClaudeFormatter,
      fetch: async (_url, init) => {
        headers = new Headers(init?.headers)
        return Response.json({ choices: [{ message: { content: 'Hi' } }] })
      },
    })
    await client.chat({ messages: [{ role: 'user', content: 'Hi' }] })
    expect([headers.get('x-api-key'), headers.get('api-key'), headers.get('authorization')]).toEqual([
      key,
      key,
      `Bearer ${key}`,
    ])
  })
})
