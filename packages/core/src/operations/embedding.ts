import { codecAmong } from '../formatter/codec-of.ts'
import { namesOf } from '../errors/unknown-names.ts'
import { rejectUnknownFields } from './request-checks/unknown-fields.ts'
import { isFields } from '../json/fields.ts'
import type { EmbeddingCodec, ParsedEmbeddingResponse } from '../formatter/embedding-codec.ts'
import { type BoundFormatter, formatError, guard } from '../formatter/formatter-guard.ts'
import type { EmbeddingRequest, EmbeddingResponse } from '../messages/embedding.ts'
import { invalid, show } from './request-checks/invalid-setting.ts'
import type { AnsweredRequest, Operation } from './operation.ts'

type EmbeddingResult = Omit<EmbeddingResponse, 'raw' | 'headers' | 'request'>

const requestNames = namesOf<EmbeddingRequest>({ values: true, dimensions: true, inputType: true, modelKwargs: true })

/** The embedding operation. */
export const embeddingOperation: Operation<EmbeddingRequest, EmbeddingResult> = {
  checkOf: () => checkEmbeddingRequest,
  format: (bound, request, context) => {
    const codec = codecOf(bound)
    checkCount(request, codec)
    return codec.formatRequest(request, context)
  },
  parse: parseEmbedding,
}

function codecOf(bound: BoundFormatter): EmbeddingCodec {
  return codecAmong(bound, bound.formatter.embeddingCodecs, 'embeddings')
}

function checkEmbeddingRequest(request: EmbeddingRequest): void {
  if (!isFields(request)) throw invalid('request', `is ${show(request)}; it must be an object with \`values\``)
  rejectUnknownFields(request, requestNames)
  const { values, dimensions, inputType } = request
  if (inputType !== undefined && (typeof inputType !== 'string' || inputType === '')) {
    throw invalid('inputType', `is ${show(inputType)}; it must be a text`)
  }
  if (!Array.isArray(values) || values.length === 0 || !values.every((value) => typeof value === 'string')) {
    throw invalid('values', 'must be a list of at least one string')
  }
  if (dimensions !== undefined && !(Number.isInteger(dimensions) && dimensions > 0)) {
    throw invalid('dimensions', `is ${show(dimensions)}; it must be a whole number above 0`)
  }
}

function checkCount({ values }: EmbeddingRequest, { maxValues }: EmbeddingCodec): void {
  if (maxValues === undefined || values.length <= maxValues) return
  throw invalid(
    'values',
    `has ${values.length} texts, but the endpoint takes at most ${maxValues} in one request. Split the list`,
  )
}

/** Parses the vectors and checks that there is one for each value. */
function parseEmbedding(
  bound: BoundFormatter,
  body: unknown,
  { request }: AnsweredRequest<EmbeddingRequest>,
): EmbeddingResult {
  const parsed: Partial<ParsedEmbeddingResponse> | null = guard(bound, 'parseResponse', body, () =>
    codecOf(bound).parseResponse(body),
  )
  const embeddings = parsed?.embeddings
  if (!Array.isArray(embeddings) || !embeddings.every(isVector)) {
    throw formatError(bound, 'parseResponse', body, 'returned `embeddings` that are not a list of vectors')
  }
  if (embeddings.length !== request.values.length) {
    const counts = `${embeddings.length} vectors for ${request.values.length} values`
    throw formatError(bound, 'parseResponse', body, `returned ${counts}`)
  }
  return {
    embeddings,
    ...(parsed?.usage !== undefined && { usage: parsed.usage }),
    ...(parsed?.model && { model: bound.secrets.redactLabel(parsed.model) }),
  }
}

function isVector(value: unknown): value is number[] {
  return Array.isArray(value) && value.length > 0 && value.every((number) => Number.isFinite(number))
}
