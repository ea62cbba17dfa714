import { ConfigurationError, EndpointError, endpointOptionNames } from '@azureml-endpoints/core'

/**
 * What to do about a failed call. `busy`: the endpoint is over its limit, so the item returns to the queue and all workers wait.
 * `away`: there is no connection and nothing was sent, so the same. `retry`: the same item may succeed later. `refuse`: as
 * `dead`, but the cause is not in the item, such as a wrong key or URL, so that every item would fail. `dead`: this item cannot
 * succeed.
 */
export type Disposition = 'busy' | 'away' | 'retry' | 'refuse' | 'dead'

/** Decides what to do about a failed call. */
export function dispositionOf(error: unknown): Disposition {
  if (ConfigurationError.isInstance(error)) return isOfEndpoint(error) ? 'refuse' : 'dead'
  if (!EndpointError.isInstance(error)) return 'dead'
  const { status, modelStatus, code = '', retryable } = error
  if (status === undefined && neverConnected(error)) return 'away'
  const isBusy = status === 429 || modelStatus === 429 || /rate_?limit|too_?many_?requests/i.test(code)
  if (retryable) return isBusy ? 'busy' : 'retry'
  return failsForAll(error) ? 'refuse' : 'dead'
}

/** Returns whether a failed call was never sent. Where the system says what failed, its code alone says less. */
function neverConnected({ code = '', cause }: EndpointError): boolean {
  const syscall = syscallOf(cause)
  return syscall === undefined ? noConnection.has(code) : /^(?:connect|getaddrinfo|query)/.test(syscall)
}

/** Returns what the system was asked to do when it failed: the cause of an error says it, or the error for one of several addresses. */
function syscallOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const { syscall, cause, errors } = error as Error & {
    readonly syscall?: string
    readonly errors?: readonly unknown[]
  }
  return syscall ?? syscallOf(cause ?? errors?.[0])
}

/** Codes of errors that come only before a connection is made. */
const noConnection: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_NODATA',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** Returns whether a setting is at fault that is the same for all items. An item has `modelKwargs` of its own. */
function isOfEndpoint({ setting = '' }: ConfigurationError): boolean {
  return endpointOptionNames.has(setting) && setting !== 'modelKwargs'
}

/** Returns whether a call that no retry can save would fail with any other item too. */
function failsForAll({ status, modelStatus, code, message }: EndpointError): boolean {
  // Without a status, a code is that of the connection: the certificate is not trusted, or the protocol is another.
  if (status === undefined) return code !== undefined
  // A managed endpoint hides the status of its container behind 424.
  const number = modelStatus ?? status
  if ((number >= 300 && number < 400) || wrongEndpoint.has(number)) return true
  // A message with another status than that of an account may repeat what the item says.
  return unpaid.test(code ?? '') || (number === 429 ? unpaid : emptyAccount).test(message)
}

/** The key, the URL, the account, the method or the protocol is wrong, or the deployment is gone. */
const wrongEndpoint: ReadonlySet<number> = new Set([401, 402, 403, 404, 405, 407, 410, 415, 421, 426, 501, 505, 511])

/** Words for an account that has to pay; services send them with 400, 403 and 429. */
const unpaid =
  /insufficient[ _](?:\w+[ _])?(?:quota|balance|credits?|funds)|exceeded[ _](?:your )?current[ _]quota|credit[ _]balance|out of credits|available credits|payment[ _]required|billing[ _](?:hard_limit|limit|details|not_active)|spend(?:ing)?[ _]limit|account[ _](?:is )?(?:deactivated|suspended|not active|in arrears)|arrearage/i

/** The words for it that no item says. */
const emptyAccount = /your credit balance is too low|insufficient_quota|exceeded your current quota/i

/** Computes how long to wait before the next attempt: as the endpoint asks, or twice as long each time, with jitter. */
export function backOff(attemptsMade: number, retryAfterMs: number | undefined, random: number): number {
  const delay = Math.min(500 * 2 ** (attemptsMade - 1), 60_000)
  return Math.round(Math.max(retryAfterMs ?? 0, delay * (0.5 + random / 2)))
}
