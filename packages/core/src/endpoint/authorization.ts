import { type HostKind, hostKindOf } from './host-kind.ts'
import { AzureMLError } from '../errors/azureml-error.ts'
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

/**
 * An API key or token, or a function that returns one and is called before every attempt. An `AzureMLError` that it throws passes
 * unchanged: an `EndpointError` that is `retryable` is retried. Any other error becomes a `ConfigurationError`.
 */
export type EndpointApiKey = string | ((request: KeyRequest) => string | Promise<string>)

/** What a function that returns keys is told about the attempt that it is called for. */
export interface KeyRequest {
  /** The key that the endpoint rejected with a 401 earlier in this call. A function that caches its key replaces it if it is this one. */
  readonly rejectedKey?: string | undefined
}

/** The headers that carry the key or token. */
export type SignedHeaders = Readonly<Record<string, string>>

/** Signs the requests of one client. */
export interface Authorization {
  /** Returns the headers that carry the key or token; `rejected` are those that were rejected earlier in the call. */
  headers(rejected?: SignedHeaders): Promise<SignedHeaders> | SignedHeaders
  /** Discards a token that was rejected or timed out; absent if the key never changes. */
  readonly renew?: (rejected: SignedHeaders | undefined) => void
}

/** Tokens are renewed this many milliseconds before expiry. */
const renewalMargin = 5 * 60_000

/** Signs requests with a key, or with the result of a function that is called before every attempt. */
export function keyAuthorization(key: EndpointApiKey, url: URL, secrets: Secrets): Authorization {
  if (typeof key === 'string') {
    const headers = bearerHeaders(key, 'endpointApiKey', (token) => secrets.add(token))
    // Both official SDKs send the key twice to these hosts; some of them read only one of the two headers.
    const trimmed = key.trim()
    const signed = {
      ...headers,
      ...(hostKindOf(url) !== 'managed' && { 'api-key': trimmed }),
      // What Anthropic's own client sends to Foundry; some of its deployments accept no other header.
      ...(isAnthropic(url) && { 'x-api-key': trimmed }),
    }
    return { headers: () => signed }
  }
  const callFunction = async (rejected?: SignedHeaders): Promise<SignedHeaders> => {
    const rejectedKey = rejected?.['authorization']?.slice('Bearer '.length)
    const token: unknown = await requestToken(() => key({ rejectedKey }), {
      source: 'The `endpointApiKey` function',
      setting: 'endpointApiKey',
      secrets,
    })
    return bearerHeaders(token, 'endpointApiKey', (text) => secrets.addToken(text))
  }
  return { headers: callFunction, renew: () => {} }
}

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

/** Returns whether a URL is of the routes under which Foundry serves Claude. */
function isAnthropic({ pathname }: URL): boolean {
  return pathname.startsWith('/anthropic/')
}

/** Returns the Entra scope of the tokens that a host accepts. */
function scopeOf(url: URL): string {
  const kind: HostKind = hostKindOf(url)
  if (kind === 'foundry' || kind === 'openai') {
    // Foundry serves the same routes below a project.
    const isV1 = /^(?:\/api\/projects\/[^/]+)?\/openai\/v1/.test(url.pathname) || isAnthropic(url)
    return isV1 ? 'https://ai.azure.com/.default' : 'https://cognitiveservices.azure.com/.default'
  }
  const sovereign = /\.ml\.azure\.(us|cn)$/.exec(url.hostname)?.[1]
  return `https://ml.azure.${sovereign ?? 'com'}/.default`
}

function bearerHeaders(token: unknown, setting: string, addSecret: (token: string) => void): SignedHeaders {
  if (typeof token !== 'string' || token.trim() === '') {
    throw new ConfigurationError(`\`${setting}\` provided no key or token; it must be a non-empty string.`, { setting })
  }
  const trimmed = token.trim()
  // Checked here, since the error message of fetch would contain the key.
  if (/^bearer\s/i.test(trimmed)) {
    throw new ConfigurationError(
      `\`${setting}\` starts with "Bearer". Pass the key or token alone; the scheme is added.`,
      {
        setting,
      },
    )
  }
  if (!/^[\x21-\x7E]+$/.test(trimmed)) {
    throw new ConfigurationError(
      `\`${setting}\` contains characters that are not valid in a key (a space, a line break, or non-ASCII). Copy it again from the endpoint's "Consume" tab.`,
      { setting },
    )
  }
  addSecret(trimmed)
  return { authorization: `Bearer ${trimmed}` }
}

async function requestToken<T>(
  request: () => T | Promise<T>,
  { source, setting, secrets }: { readonly source: string; readonly setting: string; readonly secrets: Secrets },
): Promise<T> {
  try {
    return await request()
  } catch (error) {
    if (AzureMLError.isInstance(error)) throw error
    const reason = printable(secrets.redact(error instanceof Error ? error.message : String(error)))
    throw new ConfigurationError(`${source} provided no token: ${reason}`, { setting, cause: secrets.cause(error) })
  }
}
