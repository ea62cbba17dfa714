import type { ChatRequest } from '@azureml-endpoints/core'
import { type HeaderValues, SecretHeaders } from '../redaction/secret-headers.ts'
import type { RequestDigest } from '../endpoint/request-digest.ts'

/**
 * Returns what a cache key contains of a call: a digest of what is sent, which may be secret. Other options cannot change the
 * answer, and those of LangGraph differ in every run; they are the key only of a call without a digest. `toRequest` converts the
 * same call, with any question.
 */
export function cacheKeyOptions(digest: RequestDigest, toRequest: () => ChatRequest, options: object): object {
  const { signal: _, maxRetries: __, headers, modelKwargs: ___, ...rest } = options as CachedOptions
  const request = digestOf(digest, toRequest, headers)
  return request === undefined ? rest : { request }
}

function digestOf(
  digest: RequestDigest,
  toRequest: () => ChatRequest,
  headers: CachedOptions['headers'],
): string | undefined {
  try {
    return digest.of([toRequest()], SecretHeaders.expose(headers))
  } catch {
    // The call itself reports what is wrong with the options.
    return undefined
  }
}

type CachedOptions = Record<string, unknown> & { readonly headers?: HeaderValues | SecretHeaders }
