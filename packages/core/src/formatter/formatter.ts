import type { AzureMLEndpointApiType } from '../messages/api-type.ts'
import type { ChatRequest, FinishReason, Usage } from '../messages/chat.ts'
import type { EmbeddingCodec } from './embedding-codec.ts'
import type { RequestContext } from './request-context.ts'

/**
 * How one family of models is spoken to: a codec for each API type that the family is deployed on.
 * Pure: values in, values out; a formatter knows no HTTP.
 */
export abstract class ContentFormatterBase {
  /** The family's name, as error messages show it. */
  abstract readonly name: string
  /** An API type without a codec is not supported. */
  abstract readonly codecs: Readonly<Partial<Record<AzureMLEndpointApiType, ContentCodec>>>
  /** How the family is asked for embeddings, where it makes them. */
  readonly embeddingCodecs?: Readonly<Partial<Record<AzureMLEndpointApiType, EmbeddingCodec>>> | undefined
}

/** How one family of models is spoken to on one API type. */
export interface ContentCodec {
  /** Makes the JSON body. Throw a `ConfigurationError` for what the body cannot carry. */
  formatRequest(request: ChatRequest, context: RequestContext): unknown
  /**
   * Reads a whole answer: the JSON value, or the text where the body is not JSON. Throw anything when it is not what you expect.
   * `sent` is the body that is answered, for formats that repeat it.
   */
  parseResponse(body: unknown, sent?: unknown): ParsedChatResponse
  /** Opens a reader for one stream, the answer to `sent`; absent means that the deployment cannot stream. */
  openStream?(sent?: unknown): ChatStreamReader
}

/**
 * Reads one stream, event by event: the JSON value of each, or its text where it is not JSON.
 * Called once more with `undefined` at the end, to give what it held back.
 */
export type ChatStreamReader = (event: unknown) => ParsedChatChunk | undefined

/** A tool call as a codec read it; core settles the id. */
export interface ParsedToolCall {
  readonly id?: string | undefined
  readonly name: string
  /** JSON text. */
  readonly arguments: string
}

/** A piece of a tool call as a codec read it; core settles index and id. */
export interface ParsedToolCallDelta {
  readonly index?: number | undefined
  readonly id?: string | undefined
  readonly name?: string | undefined
  readonly arguments?: string | undefined
}

/** A whole answer as a codec read it. */
export interface ParsedChatResponse {
  readonly text: string
  readonly reasoning?: string | undefined
  readonly toolCalls?: readonly ParsedToolCall[] | undefined
  readonly finishReason?: FinishReason | undefined
  readonly rawFinishReason?: string | undefined
  readonly usage?: Usage | undefined
  readonly id?: string | undefined
  readonly model?: string | undefined
}

/** A piece of an answer as a codec read it. */
export interface ParsedChatChunk {
  readonly text?: string | undefined
  readonly reasoning?: string | undefined
  readonly toolCalls?: readonly ParsedToolCallDelta[] | undefined
  readonly finishReason?: FinishReason | undefined
  readonly rawFinishReason?: string | undefined
  readonly usage?: Usage | undefined
  readonly id?: string | undefined
  readonly model?: string | undefined
}
