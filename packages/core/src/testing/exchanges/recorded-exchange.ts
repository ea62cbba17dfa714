import type { AzureMLEndpointApiType } from '../../messages/api-type.ts'
import type { ToolCall } from '../../messages/chat-message.ts'
import type { ChatRequest } from '../../messages/chat-request.ts'
import type { ChatResponse, Usage } from '../../messages/chat-response.ts'
import type { RequestContext } from '../../formatter/request-context.ts'

/** A request and its response as they were sent, and the answer expected from them. */
export interface RecordedExchange {
  /** What the exchange shows, for the name of its tests. */
  readonly name: string
  /** The API type of the endpoint, and so of the codec to test. */
  readonly apiType: AzureMLEndpointApiType
  /** What body and response depend on besides the request: the host, the client's `modelKwargs`, whether it is a stream. */
  readonly context?: Partial<RequestContext> | undefined
  /** The request to format. */
  readonly request?: ChatRequest | undefined
  /** The JSON body that `request` has to become, as a value. */
  readonly body?: unknown
  /** The whole response body: its JSON value, or its text. */
  readonly response?: unknown
  /** The same answer as the events of a stream: JSON values, or strings such as `[DONE]`. */
  readonly events?: readonly unknown[] | undefined
  /** The answer that the client returns; fields that are absent are not compared. */
  readonly expected: ExpectedAnswer
}

/** The fields of an answer that are compared. */
export interface ExpectedAnswer extends Partial<Pick<ChatResponse, 'text' | 'reasoning' | 'finishReason'>> {
  /** The tool calls, in order; an id is compared only if the response contains it. */
  readonly toolCalls?: readonly (Omit<ToolCall, 'id'> & Partial<Pick<ToolCall, 'id'>>)[] | undefined
  /** The token counts; `raw` is not compared. */
  readonly usage?: Partial<Usage> | undefined
}
