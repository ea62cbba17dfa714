import { type EmbeddingRequest, type RerankRequest, type Fields, isFields } from '@azureml-endpoints/core'
import { shown, wrong } from './fields.ts'
import { type BodyNames, toParameters } from './parameters.ts'

/** Converts the body of an embedding request, in OpenAI's names, to a request of core. */
export function toEmbeddingRequest(body: Fields): EmbeddingRequest {
  const { input, encoding_format: encoding } = body
  if (encoding !== undefined && encoding !== null && encoding !== 'float') {
    throw wrong('body.encoding_format', `is ${shown(encoding)}; vectors are stored as numbers. Leave it out`)
  }
  return {
    ...toParameters(body, embeddingNames),
    values: typeof input === 'string' ? [input] : input,
  } as EmbeddingRequest
}

/** The parameters of embedding requests. */
export const embeddingNames: BodyNames = {
  converted: ['input', 'encoding_format'],
  named: { dimensions: 'dimensions', input_type: 'inputType' },
  passed: ['model', 'user', 'truncate', 'truncate_prompt_tokens', 'priority'],
}

/** Converts the body of a rerank request, in the names of Cohere, Jina and vLLM, to a request of core. */
export function toRerankRequest(body: Fields): RerankRequest {
  const { query, documents, return_documents: returned } = body
  if (returned !== undefined && returned !== null && returned !== false) {
    throw wrong('body.return_documents', 'must be left out; the results name the documents by their index')
  }
  return {
    ...toParameters(body, rerankNames),
    query,
    documents: Array.isArray(documents)
      ? documents.map((document) =>
          isFields(document) && Object.keys(document).join() === 'text' ? document['text'] : document,
        )
      : documents,
  } as RerankRequest
}

/** The parameters of rerank requests. */
export const rerankNames: BodyNames = {
  converted: ['query', 'documents', 'return_documents'],
  named: { top_n: 'topN' },
  passed: ['model', 'max_tokens_per_doc', 'max_chunks_per_doc', 'rank_fields', 'priority'],
}
