import type { AzureMLEndpointApiType } from '../messages/api-type.ts'
import type { ChatRequest, ChatResponse, ToolCall, Usage } from '../messages/chat.ts'
import type { RequestContext } from '../formatter/request-context.ts'

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
  /** What the client gives for the answer; fields that are left out are not compared. */
  readonly expected: ExpectedAnswer
}

/** The parts of an answer that are compared: an id where the wire has one, and usage without its `raw`. */
export interface ExpectedAnswer extends Partial<Pick<ChatResponse, 'text' | 'reasoning' | 'finishReason'>> {
  readonly toolCalls?: readonly (Omit<ToolCall, 'id'> & Partial<Pick<ToolCall, 'id'>>)[] | undefined
  readonly usage?: Partial<Usage> | undefined
}
