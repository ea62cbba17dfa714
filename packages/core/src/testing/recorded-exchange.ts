import type { AzureMLEndpointApiType } from '../api-type.ts'
import type { ChatRequest, ChatResponse } from '../chat.ts'
import type { RequestContext } from '../formatter.ts'

/** One question and its answer as they went over the wire, and how the answer is to be read. */
export interface RecordedExchange {
  /** What the exchange shows, as the test's name shows it. */
  readonly name: string
  readonly apiType: AzureMLEndpointApiType
  /** What body and answer depend on besides the request: the host, the client's `modelKwargs`, whether it is a stream. */
  readonly context?: Partial<RequestContext> | undefined
  /** What is asked. */
  readonly request?: ChatRequest | undefined
  /** The JSON body that the request must become. */
  readonly body?: unknown
  /** The wire's whole answer: its JSON value, or its text. */
  readonly response?: unknown
  /** The same answer as the events of a stream: JSON values, or texts such as `[DONE]`. */
  readonly events?: readonly unknown[] | undefined
  /** What the client gives for the answer; fields that are left out are not compared, and `usage` without its `raw`. */
  readonly expected: Partial<Pick<ChatResponse, 'text' | 'reasoning' | 'toolCalls' | 'finishReason' | 'usage'>>
}
