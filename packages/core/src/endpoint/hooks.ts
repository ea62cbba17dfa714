import type { EndpointError } from '../errors/errors.ts'

/** Observers of a client's traffic, for logs and traces. They see no key or token, and an error of theirs fails no call. */
export interface EndpointHooks {
  /** Called before each attempt. */
  readonly onRequest?: ((event: RequestEvent) => void) | undefined
  /** Called when the headers of an answer have come, whatever its status. */
  readonly onResponse?: ((event: ResponseEvent) => void) | undefined
  /** Called before the wait for another attempt. */
  readonly onRetry?: ((event: RetryEvent) => void) | undefined
}

/** A request about to be sent. */
export interface RequestEvent {
  readonly url: string
  /** The headers, with `<redacted>` in place of keys and tokens. */
  readonly headers: Headers
  readonly body: unknown
  /** 0 for the first attempt of a call. */
  readonly attempt: number
}

/** An answer whose body is yet to be read. */
export interface ResponseEvent {
  readonly url: string
  readonly status: number
  readonly headers: Headers
  readonly attempt: number
  /** Milliseconds since the attempt began. */
  readonly durationMs: number
}

/** A failed attempt that will be repeated. */
export interface RetryEvent {
  readonly error: EndpointError
  /** The attempt that failed; 0 for the first of a call. */
  readonly attempt: number
  /** Milliseconds until the next attempt. */
  readonly delayMs: number
}

/** Tells an observer; it watches and does not take part, so its errors end here. */
export function notify<T>(observer: ((event: T) => void) | undefined, event: () => T): void {
  if (observer === undefined) return
  try {
    const watched: unknown = observer(event())
    if (watched instanceof Promise) watched.catch(() => {})
  } catch {
    // Watching a call must not be able to fail it.
  }
}
