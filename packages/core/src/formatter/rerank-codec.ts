import type { Usage } from '../messages/chat-response.ts'
import type { RerankRequest, RerankResult } from '../messages/rerank.ts'
import type { RequestContext } from './request-context.ts'

/** Converts rerank requests and responses of a model family on one API type. */
export interface RerankCodec {
  /** Returns the JSON body, as a value. Throw a `ConfigurationError` for anything that the body cannot carry. */
  formatRequest(request: RerankRequest, context: RequestContext): unknown
  /** Parses a response body. Throw anything if it is not what you expect: core makes it a `FormatError`. */
  parseResponse(body: unknown): ParsedRerankResponse
}

/** An order of documents as a codec parsed it. */
export interface ParsedRerankResponse {
  /** The results in any order: core sorts them and keeps the `topN` best. */
  readonly results: readonly RerankResult[]
  /** Token counts, if the body has any. */
  readonly usage?: Usage | undefined
  /** The id of the answer, if the body has one. */
  readonly id?: string | undefined
  /** The model that answered, if the body names it. */
  readonly model?: string | undefined
}
