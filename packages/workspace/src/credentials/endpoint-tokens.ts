import type { KeyRequest } from '@azureml-endpoints/core'
import { isRecent, sharedRequest } from './shared-request.ts'

/** A token of the control plane (`aml_token`), with its times in milliseconds from now, so that no clock has to be right. */
export interface EndpointToken {
  readonly token: string
  /** When it should be renewed. */
  readonly refreshAfterMs: number
  /** When it expires. */
  readonly expiresAfterMs: number
}

/**
 * Creates the function that returns an endpoint's token. Once the control plane's refresh time has passed, the token is renewed in
 * the background, once for all calls; calls wait for a new one only if the old one has expired or was rejected.
 */
export function endpointTokens(
  first: EndpointToken,
  getToken: () => Promise<EndpointToken>,
): (request: KeyRequest) => Promise<string> {
  let current = dated(first)
  let nextAttempt = -Infinity
  let rejectedAt = -Infinity

  const renew = sharedRequest(async () => {
    try {
      current = dated(await getToken())
    } catch (error) {
      nextAttempt = Date.now() + retryPause
      throw error
    }
  })

  const renewRejected = sharedRequest(async () => {
    if (isRecent(rejectedAt, rejectionPause)) return
    await renew()
    // Only now: after a renewal that failed, the next attempt of a call renews again.
    rejectedAt = Date.now()
  })

  return async ({ rejectedKey }) => {
    const now = Date.now()
    if (rejectedKey === current.token) {
      await renewRejected()
    } else if (now >= current.expiresAt) {
      await renew()
    } else if (now >= current.refreshAt && now >= nextAttempt) {
      // The old token is still valid: a failed renewal is retried later, and reported only once the token has expired.
      void renew().catch(() => {})
    }
    return current.token
  }
}

interface DatedToken {
  readonly token: string
  readonly refreshAt: number
  readonly expiresAt: number
}

function dated({ token, refreshAfterMs, expiresAfterMs }: EndpointToken): DatedToken {
  const now = Date.now()
  // What was just issued cannot have expired; if it seems so, a clock is wrong, and the endpoint's 401 decides.
  const expiresAfter = expiresAfterMs > 0 ? expiresAfterMs : leastLifetime
  const refreshAfter = refreshAfterMs > 0 ? refreshAfterMs : (expiresAfter * 5) / 6
  return { token, refreshAt: now + refreshAfter, expiresAt: now + expiresAfter }
}

/** Milliseconds for which a token that seems to be expired on arrival is used. */
const leastLifetime = 60_000

/** Milliseconds between two attempts to renew a token that is still valid. */
const retryPause = 30_000

/** Milliseconds between two renewals because of a rejection: an endpoint that rejects every token must not flood the control plane. */
const rejectionPause = 1_000
