import type { DeployedModel } from '../endpoint/deployed-model.ts'
import { SecretHeaders } from '../redaction/secret-headers.ts'
import { cacheKeyParameters, type Parameters, type SecretParameters } from '../redaction/secret-parameters.ts'
import { wrapSecrets } from '../redaction/wrap-secrets.ts'

/** Returns the call options for a cache key: no secrets, and no options that cannot change the answer. */
export function cacheKeyOptions({ modelKwargs }: DeployedModel, options: object): Record<string, unknown> {
  const { signal: _, maxRetries: __, headers, modelKwargs: callKwargs, ...rest } = wrapSecrets(options) as CachedOptions
  return {
    ...rest,
    ...(headers !== undefined && { headers: headers instanceof SecretHeaders ? headers.toCacheKey() : headers }),
    ...(callKwargs !== undefined && { modelKwargs: cacheKeyParameters(callKwargs) }),
    // Replaces the redacted ones of `identifyingParams`, which do not distinguish secrets.
    ...(modelKwargs !== undefined && { model_kwargs: cacheKeyParameters(modelKwargs) }),
  }
}

type CachedOptions = Record<string, unknown> & { readonly modelKwargs?: Parameters | SecretParameters }
