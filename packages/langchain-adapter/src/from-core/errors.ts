import { stampRetryable } from '@langchain/core/errors'

/**
 * Marks an error as retryable, or not, for LangChain and its middleware, exactly as core does. LangChain's own rule looks at the
 * status only: it retries every 424, and does not retry a 429 without `Retry-After`.
 */
export function markRetryability(error: unknown): unknown {
  return stampRetryable(error, isRetryable(error))
}

/** Creates the handler that LangChain calls after each failed attempt. It stops the retries by throwing. */
export function failedAttemptHandler(
  userHandler: ((error: unknown) => unknown) | undefined,
): (error: unknown) => Promise<void> {
  return async (error) => {
    markRetryability(error)
    if (!isRetryable(error)) throw error
    await userHandler?.(error)
  }
}

// Not `instanceof`: a program may contain two copies of core.
function isRetryable(error: unknown): boolean {
  return error instanceof Error && 'retryable' in error && error.retryable === true
}
