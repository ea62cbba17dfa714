import type { SentRequest, Usage } from './chat.ts'

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
