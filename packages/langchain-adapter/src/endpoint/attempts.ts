import { ConfigurationError } from '@azureml-endpoints/core'
import type { AsyncCaller } from '@langchain/core/utils/async_caller'
import { markForLangChain } from '../from-core/errors.ts'
import { type HeaderValues, SecretHeaders } from '../redaction/secret-headers.ts'

/** The options of a single call that are not part of its request body. */
export interface CallSettings {
  readonly signal?: AbortSignal | undefined
  readonly maxRetries?: number | undefined
  readonly headers?: HeaderValues | SecretHeaders | undefined
}

/** The options of one attempt, for core: LangChain retries. */
export interface AttemptOptions {
  readonly signal: AbortSignal | undefined
  readonly headers: HeaderValues | undefined
  readonly maxRetries: 0
}

/** Sends a request behind LangChain's retries and concurrency limit. */
export async function withRetries<T>(
  caller: AsyncCaller,
  { signal, maxRetries, headers }: CallSettings,
  send: (options: AttemptOptions) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted()
  if (maxRetries !== undefined) assertRetries(maxRetries)
  const options: AttemptOptions = { signal, headers: SecretHeaders.expose(headers), maxRetries: 0 }
  try {
    return await caller.callWithOptions(
      { ...(signal && { signal }), ...(maxRetries !== undefined && { maxRetries }) },
      async () => {
        // LangChain keeps retrying after the caller has aborted.
        signal?.throwIfAborted()
        return send(options)
      },
    )
  } catch (error) {
    throw markForLangChain(error)
  }
}

function assertRetries(maxRetries: unknown): void {
  if (typeof maxRetries === 'number' && maxRetries >= 0) return
  const message = `\`maxRetries\` is ${String(maxRetries)}; pass an integer of at least 0.`
  throw markForLangChain(new ConfigurationError(message, { setting: 'maxRetries' }))
}
