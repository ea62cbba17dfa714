import { ContextOverflowError, type LangChainErrorCodes, stampRetryable } from '@langchain/core/errors'

/**
 * Marks an error for LangChain and its middleware: as retryable, or not, exactly as core does, and as one of the kinds that
 * LangChain knows. LangChain's own rule for retries looks at the status only: it retries every 424, and does not retry a 429
 * without `Retry-After`.
 */
export function markForLangChain(error: unknown): unknown {
  if (error instanceof Error && 'retryable' in error) markKind(error)
  return stampRetryable(error, isRetryable(error))
}

function markKind(error: Error & { readonly status?: unknown; readonly modelStatus?: unknown }): void {
  const isOverflow = error.message.includes(overflowRemedy)
  const code = isOverflow ? 'CONTEXT_OVERFLOW' : codes.get(error.modelStatus ?? error.status)
  if (code === undefined) return
  Object.defineProperty(error, 'lc_error_code', { value: code, configurable: true, enumerable: true })
  if (isOverflow) for (const brand of overflowBrands) Object.defineProperty(error, brand, { value: true })
}

/** Core's advice; only an error about the length of the conversation has it. */
const overflowRemedy = 'Shorten the conversation'

const codes: ReadonlyMap<unknown, LangChainErrorCodes> = new Map([
  [401, 'MODEL_AUTHENTICATION'],
  [404, 'MODEL_NOT_FOUND'],
  [429, 'MODEL_RATE_LIMIT'],
])

const overflowSample = new ContextOverflowError() as unknown as Readonly<Record<symbol, unknown>>

/** LangChain recognizes its errors by these, not by their class, so core's own error can be one of them. */
const overflowBrands = Object.getOwnPropertySymbols(overflowSample).filter((symbol) => overflowSample[symbol] === true)

/** Creates the handler that LangChain calls after each failed attempt. It stops the retries by throwing. */
export function failedAttemptHandler(
  userHandler: ((error: unknown) => unknown) | undefined,
): (error: unknown) => Promise<void> {
  return async (error) => {
    markForLangChain(error)
    if (!isRetryable(error)) throw error
    await userHandler?.(error)
  }
}

// Not `instanceof`: a program may contain two copies of core.
function isRetryable(error: unknown): boolean {
  return error instanceof Error && 'retryable' in error && error.retryable === true
}
