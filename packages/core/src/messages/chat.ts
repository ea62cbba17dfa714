/** A JSON Schema, as a plain object. */
export type JSONSchema = { readonly [key: string]: unknown }

/** A message of a conversation; `role` tells whose it is. */
export type ChatMessage = SystemMessage | UserMessage | AssistantMessage | ToolMessage

/** Instructions to the model. */
export interface SystemMessage {
  /** Marks the message as instructions. */
  readonly role: 'system'
  /** The instructions, as plain text. */
  readonly content: string
}

/** A message of the user: text, or parts if there is more than text. */
export interface UserMessage {
  /** Marks the message as the user's. */
  readonly role: 'user'
  /** Text, or at least one part. Formatters throw a `ConfigurationError` for kinds of media that the model cannot take. */
  readonly content: string | readonly ContentPart[]
}

/** An earlier answer of the model: its text, reasoning and tool calls. */
export interface AssistantMessage {
  /** Marks the message as the model's. */
  readonly role: 'assistant'
  /** The text of the answer; empty if it has only tool calls. */
  readonly content: string
  /** The reasoning that came with the answer. Sent back only where the formatter is told to, as by `sendReasoning`. */
  readonly reasoning?: string | undefined
  /** The tool calls of the answer; each needs a later `ToolMessage` with its id. */
  readonly toolCalls?: readonly ToolCall[] | undefined
}

/** The result of a tool call. */
export interface ToolMessage {
  /** Marks the message as the result of a tool call. */
  readonly role: 'tool'
  /** The result, as text or JSON text. */
  readonly content: string
  /** The `id` of the tool call that this is the result of. */
  readonly toolCallId: string
}

/** A part of a user message; `type` tells which. */
export type ContentPart = TextPart | MediaPart

/** Text in a user message. */
export interface TextPart {
  /** Marks the part as text. */
  readonly type: 'text'
  /** The text, sent as it is. */
  readonly text: string
}

/** An image, a recording or a file in a user message: by `url`, or as `data`. */
export type MediaPart = LinkedMediaPart | InlineMediaPart

/** What all media have. */
interface AnyMediaPart {
  /** The kind of media. */
  readonly type: 'image' | 'audio' | 'file'
  /**
   * An IANA media type, such as `image/png`.
   * @default detected from the first bytes of `data`, where the formatter needs it
   */
  readonly mediaType?: string | undefined
  /** The name of a file as the model sees it. @default `file`, or `file.pdf` for a PDF */
  readonly filename?: string | undefined
}

/** Media that the endpoint fetches by itself. */
export interface LinkedMediaPart extends AnyMediaPart {
  /** Where the endpoint can fetch the media, or a `data:` URL. */
  readonly url: string | URL
  /** Not with `url`. */
  readonly data?: undefined
}

/** Media that are sent with the request. */
export interface InlineMediaPart extends AnyMediaPart {
  /** The bytes, or their base64 text. */
  readonly data: string | Uint8Array
  /** Not with `data`. */
  readonly url?: undefined
}

/** A call of a tool by the model. */
export interface ToolCall {
  /** Identifies the call, never empty and unique within request and response; generated where the endpoint sends none. */
  readonly id: string
  /** The name of the tool. */
  readonly name: string
  /** The arguments as JSON text, unchecked: a model can write invalid JSON, or JSON that does not match the schema. */
  readonly arguments: string
}

/** A tool that the model may call. */
export interface Tool {
  /** The name the model calls it by. It cannot be empty. */
  readonly name: string
  /** What the tool does and when to call it, for the model to read. */
  readonly description?: string | undefined
  /** A JSON Schema of the arguments, as a plain object. */
  readonly parameters: JSONSchema
  /** Asks the endpoint to enforce the schema on the arguments. @default left to the endpoint */
  readonly strict?: boolean | undefined
}

/** Whether the model calls tools: as it decides, never, at least one, or the named one. */
export type ToolChoice =
  | 'auto'
  | 'none'
  | 'required'
  | {
      /** The name of the tool that the model has to call; it has to be one of `tools`. */
      readonly name: string
    }

/** The format of the answer: text, or JSON with or without a schema. */
export type ResponseFormat =
  | {
      /** Asks for plain text. */
      readonly type: 'text'
    }
  | {
      /** Asks for JSON. */
      readonly type: 'json'
      /** A JSON Schema of the answer, as a plain object. @default any JSON object */
      readonly schema?: JSONSchema | undefined
      /** A name for the schema. @default `response` */
      readonly name?: string | undefined
      /** What the answer is, for the model to read. */
      readonly description?: string | undefined
      /** Asks the endpoint to enforce the schema. @default left to the endpoint */
      readonly strict?: boolean | undefined
    }

/** A conversation, and how the model should answer it. A request never changes the client. */
export interface ChatRequest {
  /** The conversation, oldest message first; at least one. */
  readonly messages: readonly ChatMessage[]
  /** Tools that the model may call. Formatters without tool calls throw a `ConfigurationError`. */
  readonly tools?: readonly Tool[] | undefined
  /** Whether the model calls tools; `required` and a named tool need `tools`. @default left to the endpoint, usually `auto` */
  readonly toolChoice?: ToolChoice | undefined
  /** The format of the answer. @default left to the endpoint, usually text */
  readonly responseFormat?: ResponseFormat | undefined
  /**
   * How random the answer is: 0 is nearly deterministic, and the highest value allowed depends on the model.
   * @default the model's
   */
  readonly temperature?: number | undefined
  /**
   * Nucleus sampling: considers only the most likely tokens whose probabilities add up to this, between 0 and 1. Sent as
   * `top_p`, to Cohere as `p`.
   * @default the model's
   */
  readonly topP?: number | undefined
  /**
   * Considers only this many of the most likely tokens. Sent as `top_k`, to Cohere as `k`; OpenAI's own API has no such
   * parameter.
   * @default the model's
   */
  readonly topK?: number | undefined
  /**
   * The maximum number of tokens to generate. Sent as `max_tokens` to serverless and as `max_new_tokens` to dedicated
   * endpoints, or as the formatter's `maxTokensParameter` says.
   * @default the model's
   */
  readonly maxTokens?: number | undefined
  /** One or more texts at which the model stops generating. Sent as a list. */
  readonly stop?: string | readonly string[] | undefined
  /** An integer that makes sampling reproducible, as far as the model supports it. */
  readonly seed?: number | undefined
  /**
   * Penalizes tokens that have already appeared; positive values favor new topics. OpenAI's range is -2 to 2.
   * @default the model's
   */
  readonly presencePenalty?: number | undefined
  /**
   * Penalizes tokens by how often they have appeared; positive values reduce repetition. OpenAI's range is -2 to 2.
   * @default the model's
   */
  readonly frequencyPenalty?: number | undefined
  /**
   * How much a reasoning model thinks before it answers; the values are the model's own, often `low`, `medium` and `high`.
   * @default the model's
   */
  readonly reasoningEffort?: string | undefined
  /** Body parameters of this call, sent unchanged. They override the named parameters and the client's `modelKwargs`. */
  readonly modelKwargs?: Readonly<Record<string, unknown>> | undefined
}

/**
 * Why the model stopped. `interrupted` is a stream that ended without a finish reason or `[DONE]`; `other` is a reason that
 * the formatter does not know, kept in `rawFinishReason`.
 */
export type FinishReason = 'stop' | 'length' | 'tool-calls' | 'content-filter' | 'interrupted' | 'error' | 'other'

/** Token counts; those that the endpoint did not send are absent. */
export interface Usage {
  /** Tokens of the prompt. */
  readonly inputTokens?: number | undefined
  /** Tokens that were generated, as the endpoint counts them. */
  readonly outputTokens?: number | undefined
  /** The total as the endpoint sent it; never computed. */
  readonly totalTokens?: number | undefined
  /** Input tokens that were read from a cache. */
  readonly cachedInputTokens?: number | undefined
  /** Output tokens that were spent on reasoning. */
  readonly reasoningTokens?: number | undefined
  /** The usage as the endpoint sent it. */
  readonly raw: unknown
}

/** The request as it was sent, without its headers, which hold the key. */
export interface SentRequest {
  /** The URL, with secret query parameters redacted. */
  readonly url: string
  /** The JSON body that the formatter made, as a value. It is redacted where `modelKwargs` hold secrets. */
  readonly body: unknown
}

/** A whole answer. */
export interface ChatResponse {
  /** The text; empty if the model only called tools. */
  readonly text: string
  /** The reasoning that the endpoint sent beside the text, or that the formatter found in it. */
  readonly reasoning?: string | undefined
  /** The tool calls, in order; empty if there are none. */
  readonly toolCalls: ToolCall[]
  /** Why the model stopped: `tool-calls` if there are complete tool calls to run; `stop` if the endpoint did not say. */
  readonly finishReason: FinishReason
  /** The finish reason as the endpoint sent it. */
  readonly rawFinishReason?: string | undefined
  /** Token counts, if the endpoint sent any. */
  readonly usage?: Usage | undefined
  /** The endpoint's id of the answer. */
  readonly id?: string | undefined
  /** The model that answered, as the endpoint names it. */
  readonly model?: string | undefined
  /** The response body: parsed JSON, or its text. */
  readonly raw: unknown
  /** The response headers, with echoed secrets redacted. */
  readonly headers: Headers
  /** The request that was sent. */
  readonly request: SentRequest
}

/** A piece of a tool call. Joining the `arguments` of all pieces with the same `index` gives the whole. */
export interface ToolCallDelta {
  /** The position of the call in the answer, from 0; it is the same for all pieces of a call. */
  readonly index: number
  /** The id of the call; only on the first piece of an index. */
  readonly id?: string | undefined
  /** The whole name of the tool; only on the first piece of an index. */
  readonly name?: string | undefined
  /** The next piece of the arguments' JSON text. */
  readonly arguments?: string | undefined
}

/** A piece of a streamed answer. The finish reason and the usage come once, at the end. */
export interface ChatChunk {
  /** The next piece of the text. */
  readonly text?: string | undefined
  /** The next piece of the reasoning. */
  readonly reasoning?: string | undefined
  /** The next pieces of tool calls. */
  readonly toolCalls?: ToolCallDelta[] | undefined
  /** Why the model stopped; on one of the last chunks. */
  readonly finishReason?: FinishReason | undefined
  /** The finish reason as the endpoint sent it, on the same chunk as `finishReason`. */
  readonly rawFinishReason?: string | undefined
  /** Token counts of the whole answer; on one chunk, if the endpoint sent any. */
  readonly usage?: Usage | undefined
  /** The endpoint's id of the answer, on every chunk whose event has it. */
  readonly id?: string | undefined
  /** The model that answers, on every chunk whose event names it. */
  readonly model?: string | undefined
  /**
   * The event as the endpoint sent it: parsed JSON, or its text; `undefined` if the client made the chunk itself; the whole
   * body if the endpoint did not stream.
   */
  readonly raw: unknown
  /** The response headers, with echoed secrets redacted; only on the first chunk. */
  readonly headers?: Headers | undefined
  /** The request that was sent; only on the first chunk. */
  readonly request?: SentRequest | undefined
}
