import type { AzureMLEndpointApiType } from '../../messages/api-type.ts'
import type { Usage } from '../../messages/chat-response.ts'
import type { EmbeddingRequest, EmbeddingResponse } from '../../messages/embedding.ts'
import type { RerankRequest, RerankResponse } from '../../messages/rerank.ts'
import type { RequestContext } from '../../formatter/request-context.ts'

/** What all recorded exchanges of embeddings and of reranking have. */
interface RecordedOperation {
  /** What the exchange shows, for the name of its tests. */
  readonly name: string
  /** The API type of the endpoint, and so of the codec to test. */
  readonly apiType: AzureMLEndpointApiType
  /** What body and response depend on besides the request: the host, the client's `modelKwargs`. */
  readonly context?: Partial<RequestContext> | undefined
  /** The JSON body that `request` has to become, as a value. */
  readonly body?: unknown
  /** The whole response body: its JSON value, or its text. */
  readonly response?: unknown
}

/** The counts that a recorded exchange expects. */
export interface ExpectedUsage {
  /** Those that are given are compared, without `raw`. */
  readonly usage?: Partial<Usage> | undefined
}

/** Texts to embed and the answer as they were sent, and the vectors expected from them. */
export interface RecordedEmbedding extends RecordedOperation {
  /** The request to format. */
  readonly request: EmbeddingRequest
  /** What the client returns; fields that are absent are not compared. */
  readonly expected?: (Partial<Pick<EmbeddingResponse, 'embeddings'>> & ExpectedUsage) | undefined
}

/** Documents to sort and the answer as they were sent, and the order expected from them. */
export interface RecordedReranking extends RecordedOperation {
  /** The request to format. */
  readonly request: RerankRequest
  /** What the client returns; fields that are absent are not compared. */
  readonly expected?: (Partial<Pick<RerankResponse, 'results'>> & ExpectedUsage) | undefined
}

/** What was recorded of the operations other than chat. */
export interface OtherExchanges {
  /** Exchanges of the `embeddingCodecs`. */
  readonly embeddings?: readonly RecordedEmbedding[] | undefined
  /** Exchanges of the `rerankCodecs`. */
  readonly rerankings?: readonly RecordedReranking[] | undefined
}
