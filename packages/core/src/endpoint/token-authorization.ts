import {
  type Authorization,
  bearerHeaders,
  type EndpointApiKey,
  isAnthropic,
  type SignedHeaders,
  type TokenCredential,
} from './authorization.ts'
import { hostKindOf } from './host-kind.ts'
import { AzureMLError } from '../errors/azureml-error.ts'
import { ConfigurationError } from '../errors/configuration-error.ts'
import { printable } from '../errors/printable.ts'
import { redactCut, safeCause } from '../redaction/redact-values.ts'
import type { Secrets } from '../redaction/secrets.ts'
import { isError } from '../json/foreign.ts'

/** Signs requests with the result of a function that is called before every attempt. */
export function functionAuthorization(key: Exclude<EndpointApiKey, string>, secrets: Secrets): Authorization {
  return {
    async headers(rejected) {
      const rejectedKey = rejected?.['authorization']?.slice('Bearer '.length)
      const token: unknown = await requestToken(() => key({ rejectedKey }), {
        source: 'The `endpointApiKey` function',
        setting: 'endpointApiKey',
        secrets,
      })
      return bearerHeaders(token, 'endpointApiKey', (text) => secrets.addToken(text))
    },
    renew() {},
  }
}

/** Tokens are renewed this many milliseconds before expiry. */
const renewalMargin = 5 * 60_000

/** Signs requests with a credential's tokens, cached until five minutes before expiry; concurrent calls share one refresh. */
export function credentialAuthorization(credential: TokenCredential, url: URL, secrets: Secrets): Authorization {
  const scope = scopeOf(url)
  let cached: { readonly headers: SignedHeaders; readonly until: number } | undefined
  let pending: Promise<SignedHeaders> | undefined

  const refresh = async (): Promise<SignedHeaders> => {
    const getToken = (): ReturnType<TokenCredential['getToken']> => credential.getToken(scope)
    const token = await requestToken(getToken, { source: 'The `credential`', setting: 'credential', secrets })
    const headers = bearerHeaders(token?.token, 'credential', (text) => secrets.addToken(text))
    cached = { headers, until: (token?.expiresOnTimestamp ?? 0) - renewalMargin }
    return headers
  }
  return {
    headers() {
      if (cached !== undefined && Date.now() < cached.until) return cached.headers
      if (pending !== undefined) return pending
      const refreshing = refresh().finally(() => {
        if (pending === refreshing) pending = undefined
      })
      pending = refreshing
      return refreshing
    },
    renew(rejected) {
      // If several calls fail with the same stale token, only the first one discards it.
      if (cached?.headers === rejected) cached = undefined
      if (rejected === undefined) pending = undefined
    },
  }
}

/** Returns the Entra scope of the tokens that a host accepts. */
function scopeOf(url: URL): string {
  const kind = hostKindOf(url)
  // The clouds of the United States' government and of China have hosts and scopes of their own.
  const domain = /\.azure\.(us|cn)$/.exec(url.hostname)?.[1] ?? 'com'
  if (kind === 'foundry' || kind === 'openai') {
    // Foundry serves the same routes below a project.
    const isV1 = /^(?:\/api\/projects\/[^/]+)?\/openai\/v1(?:\/|$)/.test(url.pathname) || isAnthropic(url)
    return `https://${isV1 ? 'ai' : 'cognitiveservices'}.azure.${domain}/.default`
  }
  return `https://ml.azure.${domain}/.default`
}

async function requestToken<T>(
  request: () => T | Promise<T>,
  { source, setting, secrets }: { readonly source: string; readonly setting: string; readonly secrets: Secrets },
): Promise<T> {
  try {
    return await request()
  } catch (error) {
    if (AzureMLError.isInstance(error)) throw error
    const reason = printable(redactCut(secrets, isError(error) ? error.message : String(error)))
    throw new ConfigurationError(`${source} provided no token: ${reason}`, {
      setting,
      cause: safeCause(secrets, error),
    })
  }
}
