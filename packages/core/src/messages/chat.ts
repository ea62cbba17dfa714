/** A JSON Schema, as a plain object. */
export type JSONSchema = { readonly [key: string]: unknown }

/** A message of a conversation. */
export type ChatMessage = SystemMessage | UserMessage | AssistantMessage | ToolMessage

/** Instructions to the model. */
export interface SystemMessage {
  readonly role: 'system'
  readonly content: string
}

/** What a person says: text, or parts where there is more than text. */
export interface UserMessage {
  readonly role: 'user'
  readonly content: string | readonly ContentPart[]
}

/** What the model said: text, the reasoning before it, and the tools it called. */
export interface AssistantMessage {
  readonly role: 'assistant'
  readonly content: string
  readonly reasoning?: string | undefined
  readonly toolCalls?: readonly ToolCall[] | undefined
}

/** The result of a tool that the model called. */
export interface ToolMessage {
  readonly role: 'tool'
  readonly content: string
  readonly toolCallId: string
}

/** A piece of a user's message. */
export type ContentPart = TextPart | MediaPart

/** Text in a user's message. */
export interface TextPart {
  readonly type: 'text'
  readonly text: string
}

/** An image, a recording or a file in a user's message: exactly one of `url` and `data`. */
export interface MediaPart {
  readonly type: 'image' | 'audio' | 'file'
  readonly url?: string | URL | undefined
  /** The bytes, or their base64 text. */
  readonly data?: string | Uint8Array | undefined
  /** An IANA media type, such as `image/png`. */
  readonly mediaType?: string | undefined
  readonly filename?: string | undefined
}

/** A call of a tool by the model. */
export interface ToolCall {
  readonly id: string
  readonly name: string
  /** JSON text. */
  readonly arguments: string
}

/** A tool that the model may call. */
export interface Tool {
  readonly name: string
  readonly description?: string | undefined
  readonly parameters: JSONSchema
  readonly strict?: boolean | undefined
}

/** Whether and which tool the model has to call. */
export type ToolChoice = 'auto' | 'none' | 'required' | { readonly name: string }

/** The form of the answer. */
export type ResponseFormat =
  | { readonly type: 'text' }
  | {
      readonly type: 'json'
      readonly schema?: JSONSchema | undefined
      readonly name?: string | undefined
      readonly description?: string | undefined
      readonly strict?: boolean | undefined
    }

/** A question to a model: a conversation, and how to answer it. Nothing of it outlives the call. */
export interface ChatRequest {
  readonly messages: readonly ChatMessage[]
  readonly tools?: readonly Tool[] | undefined
  readonly toolChoice?: ToolChoice | undefined
  readonly responseFormat?: ResponseFormat | undefined
  readonly temperature?: number | undefined
  readonly topP?: number | undefined
  readonly topK?: number | undefined
  readonly maxTokens?: number | undefined
  readonly stop?: string | readonly string[] | undefined
  readonly seed?: number | undefined
  readonly presencePenalty?: number | undefined
  readonly frequencyPenalty?: number | undefined
  /** How hard a reasoning model thinks; the words are the model's own, often `low`, `medium` and `high`. */
  readonly reasoningEffort?: string | undefined
  /** Body parameters of this call, sent as they are; they win over everything else. */
  readonly modelKwargs?: Readonly<Record<string, unknown>> | undefined
}

/** Why a model stopped; `interrupted` is a stream that ended without saying so. */
export type FinishReason = 'stop' | 'length' | 'tool-calls' | 'content-filter' | 'interrupted' | 'error' | 'other'

/** Tokens spent; a count that the endpoint did not send is absent. */
export interface Usage {
  readonly inputTokens?: number | undefined
  readonly outputTokens?: number | undefined
  readonly totalTokens?: number | undefined
  readonly cachedInputTokens?: number | undefined
  readonly reasoningTokens?: number | undefined
  /** The usage as the endpoint sent it. */
  readonly raw: unknown
}

/** The request as it went over the wire; never its headers, which hold the key. */
export interface SentRequest {
  readonly url: string
  readonly body: unknown
}

/** A whole answer. */
export interface ChatResponse {
  readonly text: string
  readonly reasoning?: string | undefined
  readonly toolCalls: ToolCall[]
  readonly finishReason: FinishReason
  /** The reason in the endpoint's own words. */
  readonly rawFinishReason?: string | undefined
  readonly usage?: Usage | undefined
  readonly id?: string | undefined
  readonly model?: string | undefined
  /** The body as the endpoint sent it. */
  readonly raw: unknown
  readonly headers: Headers
  readonly request: SentRequest
}

/** A piece of a tool call; the pieces of one `index` joined are the call. */
export interface ToolCallDelta {
  readonly index: number
  /** On the first piece of an index. */
  readonly id?: string | undefined
  /** On the first piece of an index, whole. */
  readonly name?: string | undefined
  readonly arguments?: string | undefined
}

/** A piece of an answer. The finish reason and the usage come once, at the end. */
export interface ChatChunk {
  readonly text?: string | undefined
  readonly reasoning?: string | undefined
  readonly toolCalls?: ToolCallDelta[] | undefined
  readonly finishReason?: FinishReason | undefined
  readonly rawFinishReason?: string | undefined
  readonly usage?: Usage | undefined
  readonly id?: string | undefined
  readonly model?: string | undefined
  /** The event as the endpoint sent it; absent on a chunk that no event stands behind. */
  readonly raw: unknown
  /** On the first chunk. */
  readonly headers?: Headers | undefined
  /** On the first chunk. */
  readonly request?: SentRequest | undefined
}
