import type { RequestMatcher } from './matcher.ts'

/** A fault to simulate in a response; it can combine several effects. */
export interface Fault {
  /** The requests it applies to. @default every request */
  readonly when?: RequestMatcher | undefined
  /** How many requests it applies to. @default Infinity */
  readonly times?: number | undefined
  /** A status to respond with instead of the answer, without calling the model. */
  readonly status?: number | undefined
  /** A status that the container fails with; managed endpoints turn it into a 424. */
  readonly modelStatus?: number | undefined
  /**
   * The body for `status` or `modelStatus`: a string is sent as it is, anything else as JSON.
   * @default the body that the host sends with that status
   */
  readonly body?: unknown
  /** Headers to add to the response. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** The `Retry-After` header: seconds or a date. */
  readonly retryAfter?: number | string | undefined
  /** Milliseconds before the status line. */
  readonly firstByteDelayMs?: number | undefined
  /** Milliseconds between the headers and the first byte of the body. */
  readonly bodyDelayMs?: number | undefined
  /** Sends the body in small pieces with a pause after each. */
  readonly trickle?:
    | {
        /** Bytes in each piece; at least 1. */
        readonly bytes: number
        /** Milliseconds after each piece. */
        readonly delayMs: number
      }
    | undefined
  /** Sends nothing more after this many bytes of the body, and keeps the connection open. */
  readonly stallAtByte?: number | undefined
  /** Resets the connection: instead of a response, after the headers, or after some bytes of the body. */
  readonly reset?:
    | 'before-headers'
    | 'after-headers'
    | {
        /** Bytes of the body before the reset. */
        readonly atByte: number
      }
    | undefined
  /** Ends the body cleanly after this many bytes. */
  readonly endAtByte?: number | undefined
  /** Inserts text into the body after some of its events. */
  readonly insert?:
    | {
        /** Events before the text, which end with `\n\n`; 0 for the start of the body. */
        readonly afterEvents: number
        /** The text, sent as it is. */
        readonly text: string
      }
    | undefined
}
