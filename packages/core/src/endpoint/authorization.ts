import { hostKindOf } from './host-kind.ts'
import { ConfigurationError } from '../errors/configuration-error.ts'
import { redacted } from '../redaction/redact-text.ts'
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

/** Signs requests with a key that never changes. */
export function keyAuthorization(key: string, url: URL, secrets: Secrets): Authorization {
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

/** Returns whether a URL is of the routes under which Foundry serves Claude. */
export function isAnthropic({ pathname }: URL): boolean {
  return pathname.startsWith('/anthropic/')
}

/** Returns the headers that carry a key or token, after checking that they can. */
export function bearerHeaders(token: unknown, setting: string, addSecret: (token: string) => void): SignedHeaders {
  if (typeof token !== 'string' || token.trim() === '') {
    throw new ConfigurationError(`\`${setting}\` provided no key or token; it must be a non-empty string.`, { setting })
  }
  const trimmed = token.trim()
  if (trimmed === redacted) {
    throw new ConfigurationError(
      `\`${setting}\` is \`${redacted}\`, as traces and serialized models show it. Pass the key or token itself.`,
      { setting },
    )
  }
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
