import { plainName } from '@azureml-endpoints/core'
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

function markKind(error: Error & Statuses): void {
  const kind = kinds.find(({ remedies }) => remedies.some((remedy) => error.message.includes(remedy)))
  const code = kind?.code ?? codes.get(error.modelStatus ?? error.status) ?? codeByWord(error.code)
  if (code === undefined) return
  Object.defineProperty(error, 'lc_error_code', { value: code, configurable: true, enumerable: true })
  if (code !== 'CONTEXT_OVERFLOW') return
  for (const brand of overflowBrands) Object.defineProperty(error, brand, { value: true })
}

interface Statuses {
  readonly code?: unknown
  readonly status?: unknown
  readonly modelStatus?: unknown
}

/** Kinds of failures that core recognizes by the endpoint's message, and the advice that it gives for them. */
const kinds: readonly { readonly code: LangChainErrorCodes; readonly remedies: readonly string[] }[] = [
  { code: 'CONTEXT_OVERFLOW', remedies: ['Shorten the conversation'] },
  {
    code: 'INVALID_TOOL_RESULTS',
    remedies: ['Send one tool message for each tool call', 'Keep the assistant message with the tool calls'],
  },
]

const codes: ReadonlyMap<unknown, LangChainErrorCodes> = new Map([
  [401, 'MODEL_AUTHENTICATION'],
  [404, 'MODEL_NOT_FOUND'],
  [429, 'MODEL_RATE_LIMIT'],
])

/** Failures in a stream, or under HTTP 200 or 400, say what they are by a word only. */
function codeByWord(code: unknown): LangChainErrorCodes | undefined {
  return typeof code === 'string' ? codesByWord.get(plainName(code.slice(0, 100))) : undefined
}

const codesByWord: ReadonlyMap<string, LangChainErrorCodes> = new Map([
  ...spelled('invalid_api_key invalid_authentication authentication_error unauthorized', 'MODEL_AUTHENTICATION'),
  ...spelled('model_not_found not_found_error deployment_not_found unknown_model', 'MODEL_NOT_FOUND'),
  ...spelled(
    'rate_limit_error rate_limit_exceeded rate_limit_reached too_many_requests insufficient_quota',
    'MODEL_RATE_LIMIT',
  ),
])

function spelled(words: string, code: LangChainErrorCodes): (readonly [string, LangChainErrorCodes])[] {
  return words.split(' ').map((word) => [plainName(word), code] as const)
}

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
