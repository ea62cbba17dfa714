import { type HostKind, hostKindOf } from './endpoint-url.ts'
import { ConfigurationError } from './errors.ts'
import type { Secrets } from './secrets.ts'

/** A source of Entra ID tokens, as `@azure/identity` has them. */
export interface TokenCredential {
  getToken(
    scopes: string | string[],
    options?: Record<string, unknown>,
  ): Promise<{ readonly token: string; readonly expiresOnTimestamp: number } | null>
}

/** An API key or token, or a function that is asked for one before every attempt. */
export type EndpointApiKey = string | (() => string | Promise<string>)

/** Signs the requests of one client. */
export interface Authorization {
  /** Gives the headers that carry the key or token. */
  headers(): Promise<Record<string, string>> | Record<string, string>
  /** Forgets a token that was refused; absent where there is no other to be had. */
  readonly renew?: () => void
}

/** Milliseconds before its expiry from which a token is no longer used. */
const renewalMargin = 5 * 60_000

/** Signs with a key, or with what a function gives. */
export function keyAuthorization(key: EndpointApiKey, url: URL, secrets: Secrets): Authorization {
  if (typeof key === 'string') {
    const headers = bearer(key, 'endpointApiKey', secrets)
    // Both official SDKs send the key twice to these hosts; some of them read only one of the two headers.
    if (hostKindOf(url) !== 'managed') headers['api-key'] = key.trim()
    return { headers: () => headers }
  }
  const ask = async (): Promise<Record<string, string>> => {
    const given: unknown = await refusingErrors(key, 'The `endpointApiKey` function', 'endpointApiKey')
    return bearer(given, 'endpointApiKey', secrets)
  }
  return { headers: ask, renew: () => {} }
}

/** Signs with a credential's tokens: cached until five minutes before expiry, one refresh for however many calls. */
export function credentialAuthorization(credential: TokenCredential, url: URL, secrets: Secrets): Authorization {
  const scope = scopeOf(url)
  let cached: { readonly headers: Record<string, string>; readonly until: number } | undefined
  let pending: Promise<Record<string, string>> | undefined

  const refresh = async (): Promise<Record<string, string>> => {
    const given = await refusingErrors(() => credential.getToken(scope), 'The `credential`', 'credential')
    const headers = bearer(given?.token, 'credential', secrets)
    cached = { headers, until: (given?.expiresOnTimestamp ?? 0) - renewalMargin }
    return headers
  }
  return {
    headers() {
      if (cached !== undefined && Date.now() < cached.until) return cached.headers
      pending ??= refresh().finally(() => (pending = undefined))
      return pending
    },
    renew() {
      cached = undefined
    },
  }
}

/** The Entra scope that a host takes tokens for (azure-wire §2.2). */
function scopeOf(url: URL): string {
  const kind: HostKind = hostKindOf(url)
  if (kind === 'foundry' || kind === 'openai') {
    const isV1 = url.pathname.startsWith('/openai/v1')
    return isV1 ? 'https://ai.azure.com/.default' : 'https://cognitiveservices.azure.com/.default'
  }
  const sovereign = /\.ml\.azure\.(us|cn)$/.exec(url.hostname)?.[1]
  return `https://ml.azure.${sovereign ?? 'com'}/.default`
}

function bearer(token: unknown, setting: string, secrets: Secrets): Record<string, string> {
  if (typeof token !== 'string' || token.trim() === '') {
    throw new ConfigurationError(`\`${setting}\` gave no key or token: it must be text that is not empty.`, { setting })
  }
  const trimmed = token.trim()
  // Checked here because fetch would show the key in its own message.
  if (!/^[\x21-\x7E]+$/.test(trimmed)) {
    throw new ConfigurationError(
      `\`${setting}\` holds characters that no key has (a space, a line break, or beyond ASCII). Copy it again from the endpoint's "Consume" tab.`,
      { setting },
    )
  }
  secrets.add(trimmed)
  return { authorization: `Bearer ${trimmed}` }
}

async function refusingErrors<T>(ask: () => T | Promise<T>, who: string, setting: string): Promise<T> {
  try {
    return await ask()
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new ConfigurationError(`${who} gave no token: ${why}`, { setting, cause })
  }
}
