/** Options of a single call; they override those of the client and never change it. */
export interface CallOptions {
  /** Aborts the call at any point. Its reason is rethrown unchanged. */
  readonly signal?: AbortSignal | undefined
  /** Additional headers of this call; `undefined` removes one that the client sets. */
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined
  /**
   * Milliseconds to wait for the first byte of the response body, for each attempt; `Infinity` for no limit.
   * @default the client's
   */
  readonly timeout?: number | undefined
  /** How many times a failed attempt is retried; 0 for never. @default the client's */
  readonly maxRetries?: number | undefined
}
