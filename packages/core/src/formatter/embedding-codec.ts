import type { EmbeddingRequest } from '../messages/embedding.ts'
import type { Usage } from '../messages/chat-response.ts'
import type { RequestContext } from './request-context.ts'

/** Converts embedding requests and responses of a model family on one API type. */
export interface EmbeddingCodec {
  /** Returns the JSON body, as a value. Throw a `ConfigurationError` for anything that the body cannot carry. */
  formatRequest(request: EmbeddingRequest, context: RequestContext): unknown
  /** Parses a response body. Throw anything if it is not what you expect: core makes it a `FormatError`. */
  parseResponse(body: unknown): ParsedEmbeddingResponse
}

/** Embeddings as a codec parsed them. */
export interface ParsedEmbeddingResponse {
  /** One vector for each of the request's `values`, in the same order; any other number is a `FormatError`. */
  readonly embeddings: number[][]
  /** Token counts, if the body has any. */
  readonly usage?: Usage | undefined
  /** The model that answered, if the body names it. */
  readonly model?: string | undefined
}
