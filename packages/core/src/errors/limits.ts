import { EndpointError } from './endpoint-error.ts'

/** How much of an endpoint's output is accepted. */
interface Limits {
  /** Bytes of an error body that are kept. */
  readonly errorBody: number
  /** Bytes of a whole answer. */
  readonly answer: number
  /** Characters of one event of a stream. */
  readonly event: number
  /** Levels of nesting in an answer or an event. */
  readonly nesting: number
  /** Tool calls in one answer. */
  readonly toolCalls: number
  /** Characters of the name and arguments of one tool call. */
  readonly toolCall: number
  /** Successive events of a stream without content. */
  readonly silentEvents: number
  /** Successive bytes of a stream without content. */
  readonly silentBytes: number
  /** Milliseconds of a stream without content, or of a whole answer after its first byte; `timeout` if that is longer. */
  readonly silence: number
}

/**
 * Beyond a limit, the call fails with an `EndpointError` that names it; only error bodies are truncated instead.
 * `docs/production/limits.md` lists the limits.
 */
export const limits: Limits = {
  errorBody: 64 * 1024,
  answer: 128 * 1024 * 1024,
  event: 16 * 1024 * 1024,
  nesting: 256,
  toolCalls: 1024,
  toolCall: 16 * 1024 * 1024,
  silentEvents: 10_000,
  silentBytes: 32 * 1024 * 1024,
  silence: 600_000,
}

/** Creates the error for an answer that exceeds a limit. */
export function limitError(
  problem: string,
  limit: string,
  options: { readonly retryable?: boolean } = {},
): EndpointError {
  return new EndpointError(
    `${problem}: the limit is ${limit}, and the rest was not read. Check that \`endpointUrl\` points to a model, and lower \`maxTokens\` if the model does not stop.`,
    options,
  )
}

/** Formats a number of bytes or characters for a message. */
export function mebi(count: number): string {
  return `${count / 2 ** 20} Mi`
}
