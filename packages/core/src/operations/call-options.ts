/** What one call may set for itself; nothing of it outlives the call. */
export interface CallOptions {
  /** Ends the call, at whatever point it is; its reason is thrown as it is. */
  readonly signal?: AbortSignal | undefined
  /** More headers; `undefined` takes one of the client's away. */
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined
  /** Milliseconds to wait for the first byte of an answer's body, each attempt. @default the client's */
  readonly timeout?: number | undefined
  /** @default the client's */
  readonly maxRetries?: number | undefined
}
