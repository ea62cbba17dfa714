import type { ChatRequest, EmbeddingRequest, RerankRequest } from '@azureml-endpoints/core'

/** What a worker does for an item: one call of core's client. It is stored in Redis as JSON and contains no key. */
export type Call =
  | { readonly operation: 'chat'; readonly request: ChatRequest; readonly url?: string | undefined }
  | { readonly operation: 'embed'; readonly request: EmbeddingRequest; readonly url?: string | undefined }
  | { readonly operation: 'rerank'; readonly request: RerankRequest; readonly url?: string | undefined }

/** The operations of core's client. */
export type OperationName = Call['operation']

/** A line of the input file, checked. */
export interface Item {
  /** The name of the item, unique in its job. */
  readonly customId: string
  /** The call to make. */
  readonly call: Call
}
