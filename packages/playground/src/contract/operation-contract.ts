import type { Failure, PlaygroundSettings, WireEvent } from './playground-contract.ts'

/** The operations of an endpoint beside chat. */
export type Operation = 'embeddings' | 'reranking'

/** What to do at an endpoint. */
export type ChosenOperation = Operation | 'chat'

/** Texts to turn into vectors. */
export interface EmbeddingsRequest {
  readonly settings: PlaygroundSettings
  readonly values: readonly string[]
  readonly dimensions?: number | undefined
  /** What the vectors are for; Cohere's models require it. */
  readonly inputType?: string | undefined
}

/** Documents to sort by how well they match a query. */
export interface RerankingRequest {
  readonly settings: PlaygroundSettings
  readonly query: string
  readonly documents: readonly string[]
  readonly topN?: number | undefined
}

/** A request for an operation, with its name. */
export type OperationRequest =
  | (EmbeddingsRequest & { readonly operation: 'embeddings' })
  | (RerankingRequest & { readonly operation: 'reranking' })

/** A document's position in the request, and its score. */
export interface Ranked {
  readonly index: number
  readonly score: number
}

/** The result of an operation or why it failed, with its HTTP traffic. */
export interface OperationAnswer<Result> {
  readonly result?: Result | undefined
  readonly failure?: Failure | undefined
  readonly wire: readonly WireEvent[]
}
