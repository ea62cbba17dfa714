import { stampRetryable } from '@langchain/core/errors'

/**
 * Marks an error for LangChain's retries, its middleware's included: what core calls retryable is, and nothing else.
 * LangChain's own rule would go by status, repeat a 424 whatever its cause, and give up on a 429 without a `Retry-After`.
 */
export function markRetryability(error: unknown): unknown {
  return stampRetryable(error, isRetryable(error))
}

/** Makes the handler that LangChain's caller asks after each failed attempt: it throws what is not to be repeated. */
export function failedAttemptHandler(
  ofUser: ((error: unknown) => unknown) | undefined,
): (error: unknown) => Promise<void> {
  return async (error) => {
    markRetryability(error)
    if (!isRetryable(error)) throw error
    await ofUser?.(error)
  }
}

// By shape and not by instanceof: two copies of core may meet in one program.
function isRetryable(error: unknown): boolean {
  return error instanceof Error && 'retryable' in error && error.retryable === true
}
