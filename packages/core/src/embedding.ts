import type { SentRequest, Usage } from './chat.ts'
import type { RequestContext } from './formatter.ts'

/** Texts to be turned into vectors. Nothing of it outlives the call. */
export interface EmbeddingRequest {
  readonly values: readonly string[]
  /** The length of each vector, where the model lets one choose. */
  readonly dimensions?: number | undefined
  /** Body parameters of this call, sent as they are; they win over everything else. */
  readonly modelKwargs?: Readonly<Record<string, unknown>> | undefined
}

/** The vectors of an `EmbeddingRequest`, in its order. */
export interface EmbeddingResponse {
  readonly embeddings: number[][]
  readonly usage?: Usage | undefined
  readonly model?: string | undefined
  /** The body as the endpoint sent it. */
  readonly raw: unknown
  readonly headers: Headers
  readonly request: SentRequest
}

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
