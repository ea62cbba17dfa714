import type { EndpointError } from '../errors/endpoint-error.ts'

/**
 * Observes the traffic of a client, for logs and traces. Hooks see no key or token, and an error in a hook never fails a
 * call.
 */
export interface EndpointHooks {
  /** Called before each attempt. */
  readonly onRequest?: ((event: RequestEvent) => void) | undefined
  /** Called when the headers of a response have arrived, whatever its status. */
  readonly onResponse?: ((event: ResponseEvent) => void) | undefined
  /** Called before the wait for a retry. */
  readonly onRetry?: ((event: RetryEvent) => void) | undefined
}

/** A request about to be sent. */
export interface RequestEvent {
  /** The URL, with secret query parameters redacted. */
  readonly url: string
  /** The headers, with `<redacted>` in place of keys and tokens. */
  readonly headers: Headers
  /** The JSON body, as a value. It is redacted where `modelKwargs` hold secrets. */
  readonly body: unknown
  /** The number of the attempt; 0 is the first of a call. */
  readonly attempt: number
}

/** A response whose body has not been read yet. */
export interface ResponseEvent {
  /** The URL, with secret query parameters redacted. */
  readonly url: string
  /** The HTTP status. */
  readonly status: number
  /** The response headers, with echoed secrets redacted. */
  readonly headers: Headers
  /** The number of the attempt; 0 is the first of a call. */
  readonly attempt: number
  /** Milliseconds since the request of this attempt was sent. */
  readonly durationMs: number
}

/** A failed attempt that will be retried. */
export interface RetryEvent {
  /** Why the attempt failed. */
  readonly error: EndpointError
  /** The number of the attempt that failed; 0 is the first of a call. */
  readonly attempt: number
  /** Milliseconds until the next attempt. */
  readonly delayMs: number
}

/** Calls a hook and ignores its errors, since hooks only observe. */
export function notify<T>(hook: ((event: T) => void) | undefined, event: () => T): void {
  if (hook === undefined) return
  try {
    const result: unknown = hook(event())
    if (result instanceof Promise) result.catch(() => {})
  } catch {
    // A hook must not be able to fail a call.
  }
}
