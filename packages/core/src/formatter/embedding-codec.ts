import type { EmbeddingRequest } from '../messages/embedding.ts'
import type { Usage } from '../messages/chat-response.ts'
import type { RequestContext } from './request-context.ts'

/** Converts embedding requests and responses of a model family on one API type. */
export interface EmbeddingCodec {
  /**
   * What the model calls texts to store and texts to search with, if it embeds them differently: adapters that know which they
   * embed send these as `inputType`.
   */
  readonly inputTypes?: EmbeddingInputTypes | undefined
  /** The highest number of texts that the endpoint takes in one request; adapters split longer lists. @default no limit */
  readonly maxValues?: number | undefined
  /** Returns the JSON body, as a value. Throw a `ConfigurationError` for anything that the body cannot carry. */
  formatRequest(request: EmbeddingRequest, context: RequestContext): unknown
  /** Parses a response body. Throw anything if it is not what you expect: core makes it a `FormatError`. */
  parseResponse(body: unknown): ParsedEmbeddingResponse
}

/** The values of `inputType` for the two sides of a search. */
export interface EmbeddingInputTypes {
  /** For texts to store. */
  readonly document: string
  /** For a text to search with. */
  readonly query: string
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
