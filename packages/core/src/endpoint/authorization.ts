import { type HostKind, hostKindOf } from './endpoint-url.ts'
import { ConfigurationError } from '../errors/errors.ts'
import { printable } from '../errors/printable.ts'
import type { Secrets } from '../redaction/secrets.ts'

/** A source of Entra ID tokens; every credential of `@azure/identity` is one. */
export interface TokenCredential {
  /** Returns a token for the given scopes. `null`, or a rejection, becomes a `ConfigurationError`. */
  getToken(
    scopes: string | string[],
    options?: Record<string, unknown>,
  ): Promise<{
    /** The token, without `Bearer`. */
    readonly token: string
    /** When the token expires, in milliseconds since 1970. It is cached until five minutes before. */
    readonly expiresOnTimestamp: number
  } | null>
}

/** An API key or token, or a function that returns one and is called before every attempt. */
export type EndpointApiKey = string | (() => string | Promise<string>)

/** The headers that carry the key or token. */
export type SignedHeaders = Readonly<Record<string, string>>

/** Signs the requests of one client. */
export interface Authorization {
  /** Gives the headers that carry the key or token. */
  headers(): Promise<SignedHeaders> | SignedHeaders
  /** Forgets the token that was refused, or that did not come in time; absent where there is no other to be had. */
  readonly renew?: (refused: SignedHeaders | undefined) => void
}

/** Milliseconds before its expiry from which a token is no longer used. */
const renewalMargin = 5 * 60_000

/** Signs with a key, or with what a function gives. */
export function keyAuthorization(key: EndpointApiKey, url: URL, secrets: Secrets): Authorization {
  if (typeof key === 'string') {
    const headers = bearer(key, 'endpointApiKey', (token) => secrets.add(token))
    // Both official SDKs send the key twice to these hosts; some of them read only one of the two headers.
    const signed = hostKindOf(url) === 'managed' ? headers : { ...headers, 'api-key': key.trim() }
    return { headers: () => signed }
  }
  const ask = async (): Promise<SignedHeaders> => {
    const given: unknown = await told(key, { who: 'The `endpointApiKey` function', setting: 'endpointApiKey', secrets })
    return bearer(given, 'endpointApiKey', (token) => secrets.addToken(token))
  }
  return { headers: ask, renew: () => {} }
}

/** Signs with a credential's tokens: cached until five minutes before expiry, one refresh for however many calls. */
export function credentialAuthorization(credential: TokenCredential, url: URL, secrets: Secrets): Authorization {
  const scope = scopeOf(url)
  let cached: { readonly headers: SignedHeaders; readonly until: number } | undefined
  let pending: Promise<SignedHeaders> | undefined

  const refresh = async (): Promise<SignedHeaders> => {
    const ask = (): ReturnType<TokenCredential['getToken']> => credential.getToken(scope)
    const given = await told(ask, { who: 'The `credential`', setting: 'credential', secrets })
    const headers = bearer(given?.token, 'credential', (token) => secrets.addToken(token))
    cached = { headers, until: (given?.expiresOnTimestamp ?? 0) - renewalMargin }
    return headers
  }
  return {
    headers() {
      if (cached !== undefined && Date.now() < cached.until) return cached.headers
      if (pending !== undefined) return pending
      const asked = refresh().finally(() => {
        if (pending === asked) pending = undefined
      })
      pending = asked
      return asked
    },
    renew(refused) {
      // Of many calls that one stale token failed, the first renews it for all.
      if (cached?.headers === refused) cached = undefined
      if (refused === undefined) pending = undefined
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

function bearer(token: unknown, setting: string, remember: (token: string) => void): SignedHeaders {
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
  remember(trimmed)
  return { authorization: `Bearer ${trimmed}` }
}

async function told<T>(
  ask: () => T | Promise<T>,
  { who, setting, secrets }: { readonly who: string; readonly setting: string; readonly secrets: Secrets },
): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    const why = printable(secrets.redact(error instanceof Error ? error.message : String(error)))
    throw new ConfigurationError(`${who} gave no token: ${why}`, { setting, cause: secrets.cause(error) })
  }
}
