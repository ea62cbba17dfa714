import { describe, expect, it } from 'vitest'
import {
  ConfigurationError,
  ContentFormatterBase,
  type EmbeddingRequest,
  type RequestContext,
  type RerankRequest,
} from '../../src/index.ts'
import { checkRule, NothingToTest } from '../../src/testing/checks/rule.ts'
import { operationRules, operationsOf } from '../../src/testing/conformance-kit.ts'
import { operationRulesOf } from '../../src/testing/rules/operation-recorded-rules.ts'
import type { OtherExchanges } from '../../src/testing/index.ts'

type Body = Record<string, unknown>
type Request = EmbeddingRequest | RerankRequest

interface Codec {
  formatRequest(request: Request, context: RequestContext): unknown
  parseResponse(body: unknown): unknown
}

/** What an answer of both formats can be; checked before it is used. */
interface Answer {
  readonly vectors?: readonly { readonly v: number[] }[]
  readonly ranks?: readonly { readonly i: number; readonly s: number }[]
}

const textsOf = (request: Request): Body =>
  'values' in request ? { texts: [...request.values] } : { ask: request.query, texts: [...request.documents] }

const numbersOf = (request: Request): Body => {
  if (!('values' in request)) return request.topN === undefined ? {} : { top: request.topN }
  const { dimensions, inputType } = request
  return { ...(dimensions !== undefined && { size: dimensions }), ...(inputType !== undefined && { kind: inputType }) }
}

const sound: Codec = {
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

const recorded: OtherExchanges = {
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

class OperationFormatter extends ContentFormatterBase {
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

/** Returns the titles of the rules that a formatter breaks, for both operations. */
async function brokenBy(change?: Partial<Codec>): Promise<readonly string[]> {
  const broken = new Set<string>()
  for (const tested of operationsOf(new OperationFormatter(change), recorded)) {
    for (const rule of [...operationRules, ...tested.exchanges.flatMap(operationRulesOf)]) {
      try {
        await checkRule(rule, tested)
      } catch (error) {
        if (error instanceof NothingToTest) throw error
        expect((error as Error).message).toContain('What to do: ')
        broken.add(rule.title)
      }
    }
  }
  return [...broken]
}

const sending = (change: (body: Body, request: Request, context: RequestContext) => unknown): Partial<Codec> => ({
  formatRequest: (request, context) => change(sound.formatRequest(request, context) as Body, request, context),
})
const parsing = (change: (body: unknown) => unknown): Partial<Codec> => ({ parseResponse: change })
const eachText = (change: (text: string) => string): Partial<Codec> =>
  sending((body) => ({ ...body, texts: (body['texts'] as string[]).map(change) }))

let calls = 0
let last: Body = {}

const cases: Readonly<Record<string, { readonly change: Partial<Codec>; readonly breaks: readonly RegExp[] }>> = {
  'counts its calls': {
    change: sending((body) => ({ ...body, call: (calls += 1) })),
    breaks: [/same body/, /not set/, /recorded body/],
  },
  'returns one body for all calls': {
    change: sending((body) => Object.assign(last, body)),
    breaks: [/same body/, /.*/],
  },
  'sorts the texts of the request': {
    change: {
      formatRequest: (request, context) => {
        const list = ('values' in request ? request.values : request.documents) as string[]
        list.sort()
        return sound.formatRequest(request, context)
      },
    },
    breaks: [/does not change/, /once, and in order/],
  },
  'sends the texts in reverse': {
    change: sending((body) => ({ ...body, texts: (body['texts'] as string[]).toReversed() })),
    breaks: [/once, and in order/, /recorded body/],
  },
  'sends equal texts once': {
    change: sending((body) => ({ ...body, texts: [...new Set(body['texts'] as string[])] })),
    breaks: [/once, and in order/, /text unchanged/],
  },
  'sends the first 96 texts': {
    change: sending((body) => ({ ...body, texts: (body['texts'] as string[]).slice(0, 96) })),
    breaks: [/once, and in order/],
  },
  'trims texts': { change: eachText((text) => text.trim()), breaks: [/text unchanged/] },
  'replaces line breaks': { change: eachText((text) => text.replaceAll('\n', ' ')), breaks: [/text unchanged/] },
  'cuts long texts': { change: eachText((text) => text.slice(0, 8_000)), breaks: [/text unchanged/] },
  'drops the parameters': {
    change: sending((body) => ({ ...body, size: undefined, kind: undefined, top: undefined })),
    breaks: [/every parameter/, /recorded body/],
  },
  'drops the input type': { change: sending((body) => ({ ...body, kind: undefined })), breaks: [/every parameter/] },
  'names another parameter in a refusal': {
    change: {
      formatRequest: (request, context) => {
        if (Object.keys(numbersOf(request)).length === 0) return sound.formatRequest(request, context)
        throw new ConfigurationError('No.', { setting: 'values' in request ? 'topN' : 'dimensions' })
      },
    },
    breaks: [/every parameter/, /recorded body/, /expected from/],
  },
  'sends null for what is not set': {
    change: sending((body) => ({ size: null, ...body })),
    breaks: [/not set/, /recorded body/],
  },
  "drops the client's modelKwargs": {
    change: { formatRequest: (request, context) => sound.formatRequest(request, { ...context, modelKwargs: {} }) },
    breaks: [/modelKwargs unchanged/],
  },
  'drops falsy modelKwargs': {
    change: sending((body) => Object.fromEntries(Object.entries(body).filter(([, value]) => Boolean(value)))),
    breaks: [/modelKwargs unchanged/],
  },
  "lets the client's modelKwargs win": {
    change: sending((body, _request, { modelKwargs }) => ({ ...body, ...modelKwargs })),
    breaks: [/override/],
  },
  'lets named parameters win': {
    change: sending((body, request) => ({ ...body, ...numbersOf(request) })),
    breaks: [/override/],
  },
  'drops the deployment': { change: sending((body) => ({ ...body, model: undefined })), breaks: [/deployment/] },
  'returns JSON text': {
    change: sending((body) => JSON.stringify(body)),
    breaks: [/.*/],
  },
  'keeps what it has parsed': {
    change: parsing((body) => Object.assign({ call: (calls += 1) }, sound.parseResponse(body))),
    breaks: [/same way every time/],
  },
  'sorts the answer in place': {
    change: parsing((body) => {
      const { vectors, ranks } = (body ?? {}) as { vectors?: unknown[]; ranks?: unknown[] }
      for (const list of [vectors, ranks]) if (Array.isArray(list)) list.push(...list.splice(0, 1))
      return sound.parseResponse(body)
    }),
    breaks: [/same way every time/, /in its place/, /expected from/],
  },
  'rounds numbers': {
    change: parsing((body) => JSON.parse(JSON.stringify(sound.parseResponse(body)), rounded)),
    breaks: [/in its place/],
  },
  'returns what is not a number': {
    change: parsing((body) => {
      const { vectors, ranks } = (body ?? {}) as Answer
      if (!Array.isArray(vectors ?? ranks)) throw new Error('Expected vectors or ranks.')
      return {
        embeddings: vectors?.map((one) => one?.v),
        results: ranks?.map((one) => ({ index: one?.i, score: one?.s })),
      }
    }),
    breaks: [/any JSON/],
  },
  'returns empty vectors': {
    change: parsing((body) => {
      const { vectors } = (body ?? {}) as Answer
      return Array.isArray(vectors)
        ? {
            embeddings: vectors.map((one) =>
              Array.isArray(one?.v) ? one.v.filter((item: unknown) => typeof item === 'number') : [],
            ),
          }
        : sound.parseResponse(body)
    }),
    breaks: [/any JSON/],
  },
  'accepts anything': {
    change: parsing((body) => {
      try {
        return sound.parseResponse(body)
      } catch {
        return { embeddings: [], results: [] }
      }
    }),
    breaks: [/cannot parse/],
  },
  'returns a promise': {
    change: parsing((body) => Promise.resolve().then(() => sound.parseResponse(body))),
    breaks: [/.*/],
  },
}

function rounded(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 1000) / 1000 : value
}

it('is passed by a sound formatter', async () => {
  expect(await brokenBy()).toEqual([])
})

describe('the kit fails exactly the expected rules of embeddings and reranking for a formatter that', () => {
  it.each(Object.entries(cases))('%s', async (_name, { change, breaks }) => {
    last = {}
    const titles = await brokenBy(change)
    expect(titles.filter((title) => !breaks.some((rule) => rule.test(title)))).toEqual([])
    expect(breaks.filter((rule) => !titles.some((title) => rule.test(title)))).toEqual([])
  })
})

it('reports an exchange that no codec can be tested with', () => {
  const [exchange] = recorded.embeddings ?? []
  if (exchange === undefined) throw new Error('There is no exchange.')
  const embeddings = [{ ...exchange, apiType: 'dedicated' as const }]
  expect(() => operationsOf(new OperationFormatter(), { embeddings })).toThrow('without a codec')
})
