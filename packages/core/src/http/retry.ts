import { type TimeLimits, throwIfCancelled } from './deadline.ts'
import type { Call } from './call.ts'
import type { SignedHeaders } from '../endpoint/authorization.ts'
import { EndpointError } from '../errors/endpoint-error.ts'
import { notify } from '../endpoint/hooks.ts'

/** One attempt of a call. */
export interface Attempt {
  /** 0 is the first of a call. */
  readonly number: number
  /** The headers that the endpoint rejected with a 401 earlier in the call. */
  readonly rejected: SignedHeaders | undefined
  /** The headers that carry the key, once they are known. */
  signed: SignedHeaders | undefined
}

/** Retries the attempts of a call while their errors are retryable; after the first 401, renews the token and retries once more. */
export class Retries {
  readonly #call: Call
  #count = 0
  #isRenewed = false

  constructor(call: Call) {
    this.#call = call
  }

  /** Returns the attempt after one that failed, when it is due; throws the error if there is none. */
  async next({ number, rejected, signed }: Attempt, error: unknown): Promise<Attempt> {
    if (!EndpointError.isInstance(error)) throw error
    const { settings, maxRetries, limits } = this.#call
    const { renew } = settings.authorization
    if (error.status === 401 && renew !== undefined && !this.#isRenewed) {
      this.#isRenewed = true
      renew(signed)
      return { number: number + 1, rejected: signed, signed: undefined }
    }
    if (!error.retryable || this.#count >= maxRetries) throw error
    // Azure sends 0 while a limit per minute is used up; following it would use all retries within milliseconds.
    const delayMs = Math.min(error.retryAfterMs || backOff(this.#count), maxWait)
    this.#count += 1
    notify(settings.hooks.onRetry, () => ({ error, attempt: number, delayMs }))
    await sleep(delayMs, limits)
    return { number: number + 1, rejected, signed: undefined }
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

function sleep(delay: number, limits: TimeLimits): Promise<void> {
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
    if (cancellation !== undefined) cancellation.waiter = { stop }
  })
}
