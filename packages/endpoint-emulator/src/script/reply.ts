import type { BodyStep } from '../http/response.ts'
import type { Fault } from './fault.ts'
import type { RequestMatcher } from './matcher.ts'
import type { StreamPace } from '../http/stream-pace.ts'
import type { RecordedRequest } from '../http/recorded-request.ts'

/**
 * The next answer: a string, a scripted reply, or a function that returns one. A function can be called for
 * any number of requests; it returns `undefined` to leave a request to the next reply.
 */
export type Reply = string | ScriptedReply | ((request: RecordedRequest) => ReplyResult | Promise<ReplyResult>)

/** What a reply function returns; `undefined` leaves the request to the next reply. */
export type ReplyResult = string | ScriptedReply | undefined

/** An answer of the model, or a raw HTTP response. */
export interface ScriptedReply {
  /** The requests it answers. @default every request */
  readonly when?: RequestMatcher | undefined
  /** How many requests it answers; `Infinity` for all. @default 1 */
  readonly times?: number | undefined
  /** The text of the answer. @default empty */
  readonly text?: string | undefined
  /** The text in pieces, which a stream sends one by one; they override `text`. */
  readonly pieces?: readonly string[] | undefined
  /** The reasoning before the text. */
  readonly reasoning?: string | undefined
  /** The tool calls of the answer. */
  readonly toolCalls?: readonly ScriptedToolCall[] | undefined
  /**
   * The finish reason on the wire: `stop`, `length`, `tool_calls`, `content_filter` …
   * @default `tool_calls` if there are any, else `stop`
   */
  readonly finishReason?: string | undefined
  /** The token counts of the answer. @default counted */
  readonly usage?:
    | {
        /** Tokens of the prompt. */
        readonly inputTokens: number
        /** Tokens of the answer. */
        readonly outputTokens: number
      }
    | undefined
  /** The name of the model in the response. @default the requested model */
  readonly model?: string | undefined
  /** A vector, to answer embedding requests with: the same for each input. */
  readonly embedding?: readonly number[] | undefined
  /** How a stream of it is cut into writes. */
  readonly pace?: StreamPace | undefined
  /**
   * Renders the answer once and sends the same bytes, id and usage included, to every request; for benchmarks.
   * @default false
   */
  readonly prerender?: boolean | undefined
  /** Fails instead of answering, in the error format of the host (with status 424 on managed endpoints). */
  readonly error?: ScriptedError | undefined
  /**
   * What the scoring script's `run` returns, in the image `score-script`: a JSON value, `undefined` for `None`, `NaN`, or what
   * Python cannot serialize, such as a `Set`.
   */
  readonly returns?: unknown
  /** An `AMLResponse` that the scoring script returns, in the image `score-script`; the server adds its headers. */
  readonly response?: RawReply | undefined
  /** How the scoring script ends its process instead of answering, in the image `score-script`. */
  readonly exits?: ScriptExit | undefined
  /** Sends this status, headers and body unchanged, on any route. */
  readonly raw?: RawReply | undefined
  /** A fault of the response. */
  readonly fault?: Fault | undefined
  /** Milliseconds before the model answers. @default the model's `latencyMs` */
  readonly latencyMs?: number | undefined
}

/** How a script ends its process: by an exception that the web server catches and answers, or at once (`os._exit`). */
export type ScriptExit = 'sys.exit' | 'process'

/** A tool call of a scripted reply. */
export interface ScriptedToolCall {
  /** The id of the call. @default `call_1` for the first, and so on */
  readonly id?: string | undefined
  /** The name of the tool. */
  readonly name: string
  /** The arguments: a string is sent as it is, anything else as JSON. @default {} */
  readonly arguments?: unknown
}

/** A failure of the model, in the error format of its container. */
export interface ScriptedError {
  /** The container's status. @default 500 */
  readonly status?: number | undefined
  /** The error code, if the container has one. @default derived from the status */
  readonly code?: string | undefined
  /** The error message. @default a general one */
  readonly message?: string | undefined
  /** The complete body instead of code and message: a string is sent as it is, anything else as JSON. */
  readonly body?: unknown
}

/** An HTTP response given byte for byte. */
export interface RawReply {
  /** The HTTP status. @default 200 */
  readonly status?: number | undefined
  /** The response headers. @default none, or `content-type: application/json` with `{ json }` */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** The body: text, bytes, steps with pauses (each piece is a separate write), or a value to send as JSON. @default empty */
  readonly body?: RawBody | undefined
}

/** The body of a raw reply. */
export type RawBody =
  | string
  | Uint8Array
  | readonly BodyStep[]
  | {
      /** A value to send as JSON. */
      readonly json: unknown
    }
