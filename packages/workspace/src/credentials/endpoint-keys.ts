import type { KeyRequest } from '@azureml-endpoints/core'
import { isRecent, sharedRequest } from './shared-request.ts'

/** The keys of an endpoint. Both are valid, so that one can be regenerated while the other is in use. */
export interface KeyPair {
  readonly primaryKey: string
  readonly secondaryKey: string | undefined
}

/**
 * Creates the function that returns an endpoint's key. It keeps the key until the endpoint rejects it, and then lists the keys
 * again, once for all calls whose key was rejected.
 */
export function endpointKeys(
  first: KeyPair,
  listKeys: () => Promise<KeyPair>,
): (request: KeyRequest) => Promise<string> {
  let pair = first
  let current = pair.primaryKey
  /** When the keys were listed and turned out to be the same. */
  let unchangedAt = -Infinity

  const renew = sharedRequest(async () => {
    const rejected = current
    if (!isRecent(unchangedAt, unchangedPause)) {
      const listed = await listKeys()
      unchangedAt =
        listed.primaryKey === pair.primaryKey && listed.secondaryKey === pair.secondaryKey ? Date.now() : -Infinity
      pair = listed
    }
    // If the primary key was rejected although it is still the same, the secondary one may work.
    current = pair.primaryKey === rejected ? (pair.secondaryKey ?? pair.primaryKey) : pair.primaryKey
  })

  return async ({ rejectedKey }) => {
    if (rejectedKey === current) await renew()
    return current
  }
}

/** Milliseconds before the same keys are listed again: an endpoint that rejects every key must not flood the control plane. */
const unchangedPause = 10_000
