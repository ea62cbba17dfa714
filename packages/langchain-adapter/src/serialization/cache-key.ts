import type { ChatRequest } from '@azureml-endpoints/core'
import { type HeaderValues, SecretHeaders } from '../redaction/secret-headers.ts'
import type { RequestDigest } from '../endpoint/request-digest.ts'

/**
 * Returns what a cache key contains of a call: a digest of what is sent, which may be secret. Other options cannot change the
 * answer, and those of LangGraph differ in every run. `toRequest` converts the same call, with any question.
 */
export function cacheKeyOptions(digest: RequestDigest, toRequest: () => ChatRequest, options: object): object {
  const { headers } = options as { readonly headers?: HeaderValues | SecretHeaders }
  try {
    return { request: digest.of([toRequest()], SecretHeaders.expose(headers)) }
  } catch {
    // The call itself reports what is wrong with the options.
    return {}
  }
}
