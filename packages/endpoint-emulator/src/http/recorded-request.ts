/** A request as it was received, for assertions. */
export interface RecordedRequest {
  /** The HTTP method, in upper case. */
  readonly method: string
  /** Path and query string, as sent. */
  readonly url: string
  /** The path alone; for a named endpoint, without the endpoint's own prefix. */
  readonly path: string
  /** The query parameters; of a repeated one, the last. */
  readonly query: Readonly<Record<string, string>>
  /** The headers by lower-case name. */
  readonly headers: Readonly<Record<string, string>>
  /** The parsed JSON body, or its text if it is not JSON; `undefined` if there is none. */
  readonly body: unknown
  /** The body as text. */
  readonly text: string
  /** When the request arrived. */
  readonly time: Date
  /** The name of the endpoint that it reached; `undefined` for the first. */
  readonly endpoint?: string | undefined
  /** The deployment that it was routed to; until then, the one that its header names. */
  deployment?: string | undefined
  /** The status of the response; 0 if the connection was reset instead, `undefined` until it is known. */
  status?: number | undefined
}
