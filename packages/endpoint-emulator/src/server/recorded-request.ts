/** A request as it arrived, kept for assertions. */
export interface RecordedRequest {
  readonly method: string
  /** Path and query string, as sent. */
  readonly url: string
  /** The path alone; below an endpoint's own prefix, what follows that prefix. */
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  /** Headers with lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  /** The parsed JSON body; the text itself when it is not JSON; `undefined` when there is none. */
  readonly body: unknown
  /** The body's text, as sent. */
  readonly text: string
  readonly time: Date
  /** The endpoint it reached; `undefined` for the unnamed one. */
  readonly endpoint?: string | undefined
  /** The deployment that took it, once one was found. */
  deployment?: string | undefined
  /** The status it was answered with; 0 when the connection was reset instead; `undefined` until answered. */
  status?: number | undefined
}
