import { EndpointError } from '@azureml-endpoints/core'

/**
 * What to do about a failed call. `busy`: the endpoint is over its limit, so the item returns to the queue and all workers wait.
 * `away`: there is no connection and nothing was sent, so the same. `retry`: the same item may succeed later. `refuse`: as
 * `dead`, but the key, the URL or the deployment is wrong, so that every item would fail. `dead`: this item cannot succeed.
 */
export type Disposition = 'busy' | 'away' | 'retry' | 'refuse' | 'dead'

/** Decides what to do about a failed call. */
export function dispositionOf(error: unknown): Disposition {
  if (!EndpointError.isInstance(error)) return 'dead'
  const { status, modelStatus, code = '', retryable } = error
  if (status === undefined && noConnection.has(code)) return 'away'
  const isBusy = status === 429 || modelStatus === 429 || /rate_?limit|too_?many_?requests/i.test(code)
  if (retryable) return isBusy ? 'busy' : 'retry'
  return status !== undefined && wrongEndpoint.has(status) ? 'refuse' : 'dead'
}

const noConnection: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
])

const wrongEndpoint: ReadonlySet<number> = new Set([401, 403, 404])

/** Computes how long to wait before the next attempt: as the endpoint asks, or twice as long each time, with jitter. */
export function backOff(attemptsMade: number, retryAfterMs: number | undefined, random: number): number {
  const delay = Math.min(500 * 2 ** (attemptsMade - 1), 60_000)
  return Math.round(Math.max(retryAfterMs ?? 0, delay * (0.5 + random / 2)))
}
