import type { EmbeddingRequest, EmbeddingResponse, ParsedEmbeddingResponse } from './embedding.ts'
import { ConfigurationError } from './errors.ts'
import type { RequestContext } from './formatter.ts'
import { type CodecOwner, fault, guard } from './formatter-guard.ts'
import { type JsonBody, toJson } from './json-body.ts'
import { embeddingCodecOf } from './settings.ts'

/** Asks the formatter for the body of an embedding request. */
export function formatEmbedding(owner: CodecOwner, request: EmbeddingRequest, context: RequestContext): JsonBody {
  const { values, dimensions } = request
  if (!Array.isArray(values) || values.length === 0 || !values.every((value) => typeof value === 'string')) {
    throw new ConfigurationError('`values` must be a list of at least one text.', { setting: 'values' })
  }
  if (dimensions !== undefined && !(Number.isInteger(dimensions) && dimensions > 0)) {
    throw new ConfigurationError(`\`dimensions\` is ${String(dimensions)}; it must be a whole number above 0.`, {
      setting: 'dimensions',
    })
  }
  const codec = embeddingCodecOf(owner)
  return toJson(owner, request, () => codec.formatRequest(request, context))
}

/** Has the formatter read the vectors, of which there must be one for each value. */
export function parseEmbedding(
  owner: CodecOwner,
  request: EmbeddingRequest,
  body: unknown,
): Omit<EmbeddingResponse, 'raw' | 'headers' | 'request'> {
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
    ...(parsed?.model && { model: parsed.model }),
  }
}

function isVector(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((number) => typeof number === 'number')
}
