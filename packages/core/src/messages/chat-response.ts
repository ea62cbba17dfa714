import type { ToolCall } from './chat-message.ts'

/**
 * Why the model stopped. `interrupted` is a stream that ended without a finish reason or `[DONE]`; `other` is a reason that
 * the formatter does not know, kept in `rawFinishReason`.
 */
export type FinishReason = 'stop' | 'length' | 'tool-calls' | 'content-filter' | 'interrupted' | 'error' | 'other'

/** Token counts; those that the endpoint did not send are absent. */
export interface Usage {
  /** Tokens of the prompt. */
  readonly inputTokens?: number | undefined
  /** Tokens that were generated, reasoning included. */
  readonly outputTokens?: number | undefined
  /** The total as the endpoint sent it; never computed. */
  readonly totalTokens?: number | undefined
  /** Input tokens that were read from a cache. */
  readonly cachedInputTokens?: number | undefined
  /** Input tokens that were written to a cache. */
  readonly cacheWriteTokens?: number | undefined
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

/** Something that the model used or cites for its answer. */
export interface Source {
  /** Where it can be found. */
  readonly url?: string | undefined
  /** Its title. */
  readonly title?: string | undefined
  /** The cited text, or an excerpt. */
  readonly text?: string | undefined
}

/** Speech that the model generated. In a stream, joining `data` and `transcript` of all pieces gives the whole. */
export interface GeneratedAudio {
  /** The endpoint's id of the recording, with which a later request can refer to it. */
  readonly id?: string | undefined
  /** The recording as base64 text, or its next piece. */
  readonly data?: string | undefined
  /** What is said, or its next piece. */
  readonly transcript?: string | undefined
  /** The IANA media type that was requested, such as `audio/wav`. */
  readonly mediaType?: string | undefined
  /** When the endpoint deletes the recording. */
  readonly expiresAt?: Date | undefined
}

/** What some endpoints send beside the answer itself. In a stream, each is on the chunk whose event has it. */
export interface AnswerExtras {
  /** When the answer was created; in a stream only on the first chunk that has it. */
  readonly createdAt?: Date | undefined
  /** Why the model refuses to answer, in its own words, or the next piece. It is also in `text` if there is no other text. */
  readonly refusal?: string | undefined
  /** What the model used or cites, in order; in a stream only those that are new. */
  readonly sources?: readonly Source[] | undefined
  /** Log probabilities of the tokens, as the endpoint sent them; in a stream those of the tokens in the event. */
  readonly logprobs?: unknown
  /** Speech that the model generated, if it was asked for. */
  readonly audio?: GeneratedAudio | undefined
  /** The class of service that processed the request, as the endpoint names it. */
  readonly serviceTier?: string | undefined
  /** The endpoint's name for the configuration that answered; equal seeds give equal answers only while it is unchanged. */
  readonly systemFingerprint?: string | undefined
  /**
   * What the endpoint needs back with this answer in a later request, as a JSON value: put it on the `AssistantMessage`
   * unchanged. In a stream, the last one counts.
   */
  readonly providerData?: unknown
}

/** A whole answer. */
export interface ChatResponse extends AnswerExtras {
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
  /** The response body: parsed JSON, or its text; the list of its events if the endpoint streamed it unasked. */
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
  /** What the endpoint needs back with the call; only on one piece of an index. */
  readonly providerData?: unknown
}

/** A piece of a streamed answer. The finish reason and the usage come once, at the end. */
export interface ChatChunk extends AnswerExtras {
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
  /** The endpoint's id of the answer, on every chunk whose event has it; if it changes, the last one is that of the answer. */
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
