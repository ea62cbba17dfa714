import type { EndpointAuth } from '../options/options.ts'

/** The pair of keys of an endpoint. */
export interface EndpointKeys {
  readonly primaryKey: string
  readonly secondaryKey: string
}

/** What the control plane issues for one endpoint: its keys, and tokens. */
export class IssuedCredentials {
  readonly #auth: EndpointAuth
  #keys: EndpointKeys | undefined
  #regenerated = false

  constructor(auth: EndpointAuth) {
    this.#auth = auth
  }

  /** The current keys: those of the options, or new ones. */
  get keys(): EndpointKeys {
    const [first, second] = [this.#auth.accept ?? []].flat()
    this.#keys ??= { primaryKey: first ?? newKey(), secondaryKey: second ?? newKey() }
    return this.#keys
  }

  /** Replaces a key; afterwards, only the current pair is accepted. */
  regenerate(which: 'Primary' | 'Secondary', value: string | undefined): void {
    const { primaryKey, secondaryKey } = this.keys
    // Python's SDK passes the current key and gets a new one.
    const key = value === undefined || value === (which === 'Primary' ? primaryKey : secondaryKey) ? newKey() : value
    this.#keys = which === 'Primary' ? { ...this.keys, primaryKey: key } : { ...this.keys, secondaryKey: key }
    this.#regenerated = true
  }

  /** Issues a token that is valid for some seconds. */
  token(seconds: number): Readonly<Record<string, unknown>> {
    const now = Math.floor(Date.now() / 1_000)
    const claims = { iat: now, exp: now + seconds, jti: crypto.randomUUID() }
    const accessToken = ['{"alg":"none","typ":"JWT"}', JSON.stringify(claims), claims.jti]
      .map((part) => Buffer.from(part).toString('base64url'))
      .join('.')
    return {
      accessToken,
      expiryTimeUtc: now + seconds,
      refreshAfterTimeUtc: now + Math.floor((seconds * 5) / 6),
      tokenType: 'Bearer',
    }
  }

  /** Who may call the endpoint now. */
  get auth(): EndpointAuth {
    const { mode = 'key', accept } = this.#auth
    if (this.#keys === undefined || mode !== 'key' || (accept === undefined && !this.#regenerated)) return this.#auth
    const { primaryKey, secondaryKey } = this.#keys
    const configured = this.#regenerated ? [] : [accept ?? []].flat()
    return { ...this.#auth, accept: [...configured, primaryKey, secondaryKey] }
  }
}

function newKey(): string {
  return crypto.randomUUID().replaceAll('-', '')
}
