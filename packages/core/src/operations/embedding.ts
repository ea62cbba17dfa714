import { embeddingCodecOf } from '../formatter/codec-of.ts'
import { ConfigurationError } from '../errors/errors.ts'
import type { ParsedEmbeddingResponse } from '../formatter/embedding-codec.ts'
import { type CodecOwner, fault, guard } from '../formatter/formatter-guard.ts'
import type { EmbeddingRequest, EmbeddingResponse } from '../messages/embedding.ts'
import type { AskedFor, Operation } from './operation.ts'

type EmbeddingResult = Omit<EmbeddingResponse, 'raw' | 'headers' | 'request'>

/** Embeddings. */
export const embeddingOperation: Operation<EmbeddingRequest, EmbeddingResult> = {
  check: checkEmbeddingRequest,
  format: (owner, request, context) => embeddingCodecOf(owner).formatRequest(request, context),
  parse: parseEmbedding,
}

function checkEmbeddingRequest(request: EmbeddingRequest): void {
  const { values, dimensions } = request
  if (!Array.isArray(values) || values.length === 0 || !values.every((value) => typeof value === 'string')) {
    throw new ConfigurationError('`values` must be a list of at least one text.', { setting: 'values' })
  }
  if (dimensions !== undefined && !(Number.isInteger(dimensions) && dimensions > 0)) {
    throw new ConfigurationError(`\`dimensions\` is ${String(dimensions)}; it must be a whole number above 0.`, {
      setting: 'dimensions',
    })
  }
}

/** Parses the vectors, of which there must be one for each value. */
function parseEmbedding(owner: CodecOwner, body: unknown, { request }: AskedFor<EmbeddingRequest>): EmbeddingResult {
  const parsed: Partial<ParsedEmbeddingResponse> | null = guard(owner, 'parseResponse', body, () =>
    embeddingCodecOf(owner).parseResponse(body),
  )
  const embeddings = parsed?.embeddings
  if (!Array.isArray(embeddings) || !embeddings.every(isVector)) {
    throw fault(owner, 'parseResponse', body, 'gave `embeddings` that are no list of vectors')
  }
  if (embeddings.length !== request.values.length) {
    const counts = `${embeddings.length} vectors for ${request.values.length} values`
    throw fault(owner, 'parseResponse', body, `read ${counts}`)
  }
  return {
    embeddings,
    ...(parsed?.usage !== undefined && { usage: parsed.usage }),
    ...(parsed?.model && { model: owner.secrets.redact(parsed.model) }),
  }
}

function isVector(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((number) => typeof number === 'number')
}
