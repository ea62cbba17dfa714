import {
  ContentFormatterBase,
  type EmbeddingRequest,
  type RequestContext,
  type RerankRequest,
} from '../../src/index.ts'
import type { OtherExchanges } from '../../src/testing/index.ts'

export type Body = Record<string, unknown>
export type Request = EmbeddingRequest | RerankRequest

/** A codec for either operation. */
export interface Codec {
  formatRequest(request: Request, context: RequestContext): unknown
  parseResponse(body: unknown): unknown
}

/** What an answer of both formats can be; checked before it is used. */
export interface Answer {
  readonly vectors?: readonly { readonly v: number[] }[]
  readonly ranks?: readonly { readonly i: number; readonly s: number }[]
}

const textsOf = (request: Request): Body =>
  'values' in request ? { texts: [...request.values] } : { ask: request.query, texts: [...request.documents] }

export const numbersOf = (request: Request): Body => {
  if (!('values' in request)) return request.topN === undefined ? {} : { top: request.topN }
  const { dimensions, inputType } = request
  return { ...(dimensions !== undefined && { size: dimensions }), ...(inputType !== undefined && { kind: inputType }) }
}

export const sound: Codec = {
  formatRequest: (request, { modelKwargs, deploymentName }) => ({
    ...modelKwargs,
    ...(deploymentName !== undefined && { model: deploymentName }),
    ...textsOf(request),
    ...numbersOf(request),
    ...request.modelKwargs,
  }),
  parseResponse: (body) => {
    const { vectors, ranks } = (body ?? {}) as Answer
    if (!Array.isArray(vectors ?? ranks)) throw new Error('Expected vectors or ranks.')
    const embeddings = vectors?.map((one) => vectorOf(one?.v))
    const results = ranks?.map((one) => ({ index: numberOf(one?.i), score: numberOf(one?.s) }))
    return embeddings === undefined ? { results } : { embeddings }
  },
}

function numberOf(value: unknown): number {
  if (typeof value === 'number') return value
  throw new Error('Expected a number.')
}

function vectorOf(value: unknown): number[] {
  if (Array.isArray(value) && value.length > 0) return value.map(numberOf)
  throw new Error('Expected a vector.')
}

export const recorded: OtherExchanges = {
  embeddings: [
    {
      name: 'two texts',
      apiType: 'serverless',
      request: { values: ['a', 'b'], dimensions: 2 },
      body: { texts: ['a', 'b'], size: 2 },
      response: { vectors: [{ v: [0.5, 0.25] }, { v: [0.75, -0.125] }] },
      expected: {
        embeddings: [
          [0.5, 0.25],
          [0.75, -0.125],
        ],
      },
    },
  ],
  rerankings: [
    {
      name: 'two documents',
      apiType: 'serverless',
      request: { query: 'q', documents: ['a', 'b'] },
      body: { ask: 'q', texts: ['a', 'b'] },
      response: {
        ranks: [
          { i: 1, s: 0.9 },
          { i: 0, s: 0.2 },
        ],
      },
      expected: {
        results: [
          { index: 1, score: 0.9 },
          { index: 0, score: 0.2 },
        ],
      },
    },
  ],
}

/** A correct formatter of embeddings and rankings. Broken ones override parts of it. */
export class OperationFormatter extends ContentFormatterBase {
  override readonly name = 'operations'
  override readonly codecs = {}
  override readonly embeddingCodecs
  override readonly rerankCodecs

  constructor(change: Partial<Codec> = {}) {
    super()
    const codec = { ...sound, ...change } as never
    this.embeddingCodecs = { serverless: codec }
    this.rerankCodecs = { serverless: codec }
  }
}
