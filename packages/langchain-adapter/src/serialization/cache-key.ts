import type { ChatRequest } from '@azureml-endpoints/core'
import { type HeaderValues, SecretHeaders } from '../redaction/secret-headers.ts'
import type { RequestDigest } from '../endpoint/request-digest.ts'

/**
 * Returns the call options for a cache key: without those that cannot change the answer, and with a digest of what is sent in
 * place of those that may be secret. `toRequest` converts the same call, with any question.
 */
export function cacheKeyOptions(digest: RequestDigest, toRequest: () => ChatRequest, options: object): object {
  const { signal: _, maxRetries: __, headers, modelKwargs: ___, ...rest } = options as CachedOptions
  try {
    return { ...rest, request: digest.of([toRequest()], SecretHeaders.expose(headers)) }
  } catch {
    // The call itself reports what is wrong with the options.
    return rest
  }
}

type CachedOptions = Record<string, unknown> & { readonly headers?: HeaderValues | SecretHeaders }
