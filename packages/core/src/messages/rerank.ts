import type { SentRequest, Usage } from './chat-response.ts'

/** Documents to sort by how well they match a query. A request never changes the client. */
export interface RerankRequest {
  /** What the documents should be about. It cannot be blank. */
  readonly query: string
  /** The documents, as texts; at least one. */
  readonly documents: readonly string[]
  /** Returns only this many of the best results, an integer above 0. @default all */
  readonly topN?: number | undefined
  /** Body parameters of this call, sent unchanged. They override the named parameters and the client's `modelKwargs`. */
  readonly modelKwargs?: Readonly<Record<string, unknown>> | undefined
}

/** How well one document matches the query. */
export interface RerankResult {
  /** The position of the document in `documents`, from 0. */
  readonly index: number
  /** How well it matches; comparable only with scores for the same query. Cohere's are between 0 and 1. */
  readonly score: number
}

/** The order of the documents of a `RerankRequest`. */
export interface RerankResponse {
  /** One result for each document, or for the `topN` best; best first. */
  readonly results: RerankResult[]
  /** Token counts, if the endpoint sent any; what it bills is in `raw`. */
  readonly usage?: Usage | undefined
  /** The endpoint's id of the answer. */
  readonly id?: string | undefined
  /** The model that answered, as the endpoint names it. */
  readonly model?: string | undefined
  /** The response body: parsed JSON, or its text. */
  readonly raw: unknown
  /** The response headers, with echoed secrets redacted. */
  readonly headers: Headers
  /** The request that was sent. */
  readonly request: SentRequest
}
