import type { AzureMLEndpointApiType } from '../messages/api-type.ts'
import type { ChatRequest } from '../messages/chat-request.ts'
import type { AnswerExtras, FinishReason, Usage } from '../messages/chat-response.ts'
import type { EmbeddingCodec } from './embedding-codec.ts'
import type { RerankCodec } from './rerank-codec.ts'
import type { RequestContext } from './request-context.ts'

/**
 * Converts requests and responses to and from the JSON of one model family, with a codec for each API type. Formatters are
 * pure: values in, values out, no HTTP.
 */
export abstract class ContentFormatterBase {
  /** The name of the formatter, as error messages show it. */
  abstract readonly name: string
  /** The chat codec for each API type. One that is absent is not supported, and the client says so before any request. */
  abstract readonly codecs: Readonly<Partial<Record<AzureMLEndpointApiType, ContentCodec>>>
  /** The embedding codec for each API type, if the family makes embeddings. */
  readonly embeddingCodecs?: Readonly<Partial<Record<AzureMLEndpointApiType, EmbeddingCodec>>> | undefined
  /** The rerank codec for each API type, if the family sorts documents. */
  readonly rerankCodecs?: Readonly<Partial<Record<AzureMLEndpointApiType, RerankCodec>>> | undefined
  /** Headers that the format asks for, such as `anthropic-version`. Those of the client and of a call override them. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** Whether servers of this format have a route at `/`, so that a URL without a path is allowed. @default false */
  readonly servedAtRoot?: boolean | undefined
}

/** Converts chat requests and responses of a model family on one API type. */
export interface ContentCodec {
  /** Returns the JSON body, as a value. Throw a `ConfigurationError` for anything that the body cannot carry. */
  formatRequest(request: ChatRequest, context: RequestContext): unknown
  /**
   * Parses a whole response body: the JSON value, or the text if it is not JSON. `sent` is the body of the request, for
   * formats that repeat it. Throw anything if it is not what you expect: core makes it a `FormatError`.
   */
  parseResponse(body: unknown, sent?: unknown): ParsedChatResponse
  /**
   * Opens a reader for one stream; `sent` is the body of the request. Absent if the deployment cannot stream: `stream()` then
   * yields the whole answer as one chunk.
   */
  openStream?(sent?: unknown): ChatStreamReader
}

/**
 * Parses one stream, event by event: the JSON value of each, or its text if it is not JSON. `undefined` skips the event.
 * Called once more with `undefined` at the end, to return what was held back.
 */
export type ChatStreamReader = (event: unknown) => ParsedChatChunk | undefined

/** A tool call as a codec parsed it; core makes the id unique. */
export interface ParsedToolCall {
  /** The id, if the body has one. @default generated */
  readonly id?: string | undefined
  /** The name of the tool. */
  readonly name: string
  /** The arguments as JSON text; empty text becomes `{}`. */
  readonly arguments: string
  /** What the endpoint needs back with the call, as a JSON value. */
  readonly providerData?: unknown
}

/** A piece of a tool call as a codec parsed it; core assigns index and id. */
export interface ParsedToolCallDelta {
  /** The position of the call in the answer, if the event has it. @default found by `id` and `name`, else the latest call */
  readonly index?: number | undefined
  /** The id, if the event has it. */
  readonly id?: string | undefined
  /** The name, or a piece of it. */
  readonly name?: string | undefined
  /** The next piece of the arguments' JSON text. */
  readonly arguments?: string | undefined
  /** What the endpoint needs back with the call, as a JSON value. */
  readonly providerData?: unknown
}

/** A whole answer as a codec parsed it. */
export interface ParsedChatResponse extends AnswerExtras {
  /** The text; empty if there is none. */
  readonly text: string
  /** The reasoning, if there is any. */
  readonly reasoning?: string | undefined
  /** The tool calls, in order. */
  readonly toolCalls?: readonly ParsedToolCall[] | undefined
  /** Why the model stopped. @default `stop`, or `tool-calls` if there are any */
  readonly finishReason?: FinishReason | undefined
  /** The finish reason as the body has it. */
  readonly rawFinishReason?: string | undefined
  /** Token counts, if the body has any. */
  readonly usage?: Usage | undefined
  /** The id of the answer, if the body has one. */
  readonly id?: string | undefined
  /** The model that answered, if the body names it. */
  readonly model?: string | undefined
}

/** A piece of an answer as a codec parsed it. */
export interface ParsedChatChunk extends AnswerExtras {
  /** The next piece of the text. */
  readonly text?: string | undefined
  /** The next piece of the reasoning. */
  readonly reasoning?: string | undefined
  /** The next pieces of tool calls. */
  readonly toolCalls?: readonly ParsedToolCallDelta[] | undefined
  /** Why the model stopped; core emits it once, at the end. */
  readonly finishReason?: FinishReason | undefined
  /** The finish reason as the event has it. */
  readonly rawFinishReason?: string | undefined
  /** Token counts; core emits the latest once, with the input tokens of an earlier one if the latest has none. */
  readonly usage?: Usage | undefined
  /** The id of the answer, if the event has one. */
  readonly id?: string | undefined
  /** The model that answers, if the event names it. */
  readonly model?: string | undefined
}
