import { namesOf } from '../errors/unknown-names.ts'
import { rejectUnknownFields } from './request-checks/unknown-fields.ts'
import { codecAmong } from '../formatter/codec-of.ts'
import { type BoundFormatter, formatError, guard } from '../formatter/formatter-guard.ts'
import type { ParsedRerankResponse, RerankCodec } from '../formatter/rerank-codec.ts'
import type { RerankRequest, RerankResponse, RerankResult } from '../messages/rerank.ts'
import { isFields } from '../json/fields.ts'
import { invalid, show } from './request-checks/invalid-setting.ts'
import type { AnsweredRequest, Operation } from './operation.ts'

type Ranking = Omit<RerankResponse, 'raw' | 'headers' | 'request'>

const requestNames = namesOf<RerankRequest>({ query: true, documents: true, topN: true, modelKwargs: true })

/** The rerank operation. */
export const rerankOperation: Operation<RerankRequest, Ranking> = {
  checkOf: () => checkRerankRequest,
  format: (bound, request, context) => codecOf(bound).formatRequest(request, context),
  parse: parseRanking,
}

function codecOf(bound: BoundFormatter): RerankCodec {
  return codecAmong(bound, bound.formatter.rerankCodecs, 'reranking')
}

function checkRerankRequest(request: RerankRequest): void {
  if (!isFields(request))
    throw invalid('request', `is ${show(request)}; it must be an object with a query and documents`)
  rejectUnknownFields(request, requestNames)
  const { query, documents, topN } = request
  if (typeof query !== 'string' || query.trim() === '') {
    throw invalid('query', `is ${show(query)}; it must be a text that is not blank`)
  }
  if (!Array.isArray(documents) || documents.length === 0) {
    throw invalid('documents', `is ${show(documents)}; it must be a list of at least one text`)
  }
  const other = documents.findIndex((document) => typeof document !== 'string')
  if (other !== -1) throw invalid(`documents[${other}]`, `is ${show(documents[other])}; it must be a text`)
  if (topN !== undefined && !(Number.isInteger(topN) && topN > 0)) {
    throw invalid('topN', `is ${show(topN)}; it must be a whole number above 0`)
  }
}

/** Parses the order and checks that it is one: each document at most once, none missing unless only the best were asked for. */
function parseRanking(
  bound: BoundFormatter,
  body: unknown,
  { request, sent }: AnsweredRequest<RerankRequest>,
): Ranking {
  // `modelKwargs` override it; all formats have the same name for it.
  const asked = isFields(sent) && typeof sent['top_n'] === 'number' ? sent['top_n'] : request.topN
  const parsed: Partial<ParsedRerankResponse> | null = guard(bound, 'parseResponse', body, () =>
    codecOf(bound).parseResponse(body),
  )
  const results = parsed?.results
  const problem = Array.isArray(results)
    ? problemOf(results, request.documents, asked)
    : 'returned `results` that are not a list'
  if (problem !== undefined || results === undefined) throw formatError(bound, 'parseResponse', body, problem ?? '')
  const sorted = results.map(({ index, score }) => ({ index, score })).toSorted((a, b) => b.score - a.score)
  return {
    results: sorted.slice(0, asked),
    ...(parsed?.usage !== undefined && { usage: parsed.usage }),
    ...(parsed?.id && { id: bound.secrets.redactLabel(parsed.id) }),
    ...(parsed?.model && { model: bound.secrets.redactLabel(parsed.model) }),
  }
}

function problemOf(
  results: readonly RerankResult[],
  documents: RerankRequest['documents'],
  asked: number | undefined,
): string | undefined {
  const seen = new Set<unknown>()
  for (const result of results as readonly (Partial<RerankResult> | null)[]) {
    const { index, score } = result ?? {}
    if (typeof index !== 'number' || !(index in documents)) {
      return `returned a result for document ${show(index)}, but there are ${documents.length}`
    }
    if (seen.has(index)) return `returned two results for document ${index}`
    if (typeof score !== 'number' || !Number.isFinite(score))
      return `returned a score that is not a number: ${show(score)}`
    seen.add(index)
  }
  const expected = Math.min(asked ?? documents.length, documents.length)
  return seen.size < expected ? `returned ${seen.size} results for ${expected} documents` : undefined
}
