import type { SentRequest, Usage } from './chat-response.ts'

/** Texts to turn into vectors. A request never changes the client. */
export interface EmbeddingRequest {
  /** The texts; at least one. */
  readonly values: readonly string[]
  /** The length of each vector, an integer above 0, if the model lets you choose. @default the model's */
  readonly dimensions?: number | undefined
  /**
   * What the vectors are for, in the words of the model: Cohere's are `search_document`, `search_query`, `classification` and
   * `clustering`.
   * @default the model's, where it has one
   */
  readonly inputType?: string | undefined
  /** Body parameters of this call, sent unchanged. They override the named parameters and the client's `modelKwargs`. */
  readonly modelKwargs?: Readonly<Record<string, unknown>> | undefined
}

/** The vectors of an `EmbeddingRequest`. */
export interface EmbeddingResponse {
  /** One vector for each of `values`, in the same order. */
  readonly embeddings: number[][]
  /** Token counts, if the endpoint sent any. */
  readonly usage?: Usage | undefined
  /** The model that answered, as the endpoint names it. */
  readonly model?: string | undefined
  /** The response body: parsed JSON, or its text. */
  readonly raw: unknown
  /** The response headers, with echoed secrets redacted. */
  readonly headers: Headers
  /** The request that was sent. */
  readonly request: SentRequest
}
