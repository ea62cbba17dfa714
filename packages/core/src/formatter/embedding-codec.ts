import type { EmbeddingRequest } from '../messages/embedding.ts'
import type { Usage } from '../messages/chat.ts'
import type { RequestContext } from './request-context.ts'

/** How one family of models is asked for embeddings on one API type. */
export interface EmbeddingCodec {
  /** Makes the JSON body. Throw a `ConfigurationError` for what the body cannot carry. */
  formatRequest(request: EmbeddingRequest, context: RequestContext): unknown
  /** Reads an answer. Throw anything when it is not what you expect. */
  parseResponse(body: unknown): ParsedEmbeddingResponse
}

/** Embeddings as a codec read them. */
export interface ParsedEmbeddingResponse {
  readonly embeddings: number[][]
  readonly usage?: Usage | undefined
  readonly model?: string | undefined
}
