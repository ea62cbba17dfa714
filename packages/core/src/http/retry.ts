import { type TimeLimits, throwIfCancelled } from './deadline.ts'
import { EndpointError } from '../errors/endpoint-error.ts'
import { notify, type EndpointHooks } from '../endpoint/hooks.ts'

/** How an attempt is retried. */
export interface RetryOptions {
  readonly maxRetries: number
  readonly limits: Pick<TimeLimits, 'signal' | 'cancellation'>
  readonly hooks: EndpointHooks
  /** Discards a rejected token; absent if the key never changes. */
  readonly renew: (() => void) | undefined
}

/** Retries an attempt while its error is retryable; after the first 401, renews the token and retries once more. */
export async function withRetries<T>(run: (attempt: number) => Promise<T>, options: RetryOptions): Promise<T> {
  let { renew } = options
  let retries = 0
  for (let attempt = 0; ; attempt++) {
    try {
      return await run(attempt)
    } catch (error) {
      if (!EndpointError.isInstance(error)) throw error
      if (error.status === 401 && renew !== undefined) {
        renew()
        renew = undefined
        continue
      }
      if (!error.retryable || retries >= options.maxRetries) throw error
      const delayMs = Math.min(error.retryAfterMs ?? backOff(retries), maxWait)
      retries++
      notify(options.hooks.onRetry, () => ({ error, attempt, delayMs }))
      await sleep(delayMs, options.limits)
    }
  }
}

/**
 * The maximum wait between two attempts, in milliseconds; a longer wait that the endpoint asks for is shortened to it. A caller
 * that can wait longer, such as a queue, finds the full value in `retryAfterMs`.
 */
const maxWait = 60_000

function backOff(retries: number): number {
  const maxDelay = Math.min(500 * 2 ** retries, 8000)
  return maxDelay * (0.5 + Math.random() / 2)
}

function sleep(delay: number, limits: RetryOptions['limits']): Promise<void> {
  return new Promise((resolve, reject) => {
    throwIfCancelled(limits)
    const { signal, cancellation } = limits
    const stop = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', stop)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, delay)
    signal?.addEventListener('abort', stop, { once: true })
    if (cancellation !== undefined) cancellation.onCancel = stop
  })
}
