/** Tells by the name of a header, or of a parameter in a URL, that its value is a key or token. */
export function isSecretName(name: string): boolean {
  return /auth|key|token|secret|cookie|password|signature|^(sig|code)$/i.test(name)
}

/** What stands in the place of a secret. */
const blot = '<redacted>'

/** Shorter ones would blot out ordinary words; they are kept out of headers by the headers' names. */
const shortest = 6

/** The keys and tokens of one client, to keep them out of whatever comes back from the endpoint or from other people's code. */
export class Secrets {
  readonly #lasting = new Set<string>()
  /** Tokens are renewed for as long as the client lives; the endpoint can still echo the latest few. */
  readonly #passing: string[] = []
  readonly #outer: Secrets | undefined

  constructor(outer?: Secrets) {
    this.#outer = outer
  }

  /** Remembers a key, or a token that will be followed by others. */
  add(secret: string, lifetime: 'lasting' | 'passing'): void {
    if (secret.length < shortest) return
    if (lifetime === 'lasting') return void this.#lasting.add(secret)
    if (this.#passing.includes(secret)) return
    this.#passing.push(secret)
    if (this.#passing.length > 8) this.#passing.shift()
  }

  /** These secrets and those in the headers of one call. */
  with(headers: Readonly<Record<string, unknown>> | undefined): Secrets {
    if (headers === undefined) return this
    const found = Object.entries(headers).filter(([name, value]) => isSecretName(name) && typeof value === 'string')
    if (found.length === 0) return this
    // Beside these and not a copy of them: a token may be asked for only later.
    const all = new Secrets(this)
    for (const [, value] of found) all.addHeader(String(value))
    return all
  }

  /** Remembers the value of a header, with and without the scheme before it. */
  addHeader(value: string): void {
    this.add(value, 'lasting')
    this.add(value.replace(/^\w+ /, ''), 'lasting')
  }

  /** Blots out every known secret in a text. */
  redact(text: string): string {
    let shown = text
    for (const secret of this.#lasting) if (shown.includes(secret)) shown = shown.replaceAll(secret, blot)
    for (const secret of this.#passing) if (shown.includes(secret)) shown = shown.replaceAll(secret, blot)
    return this.#outer === undefined ? shown : this.#outer.redact(shown)
  }

  /** Copies the headers of a request without the values that are secret by name or by content. */
  redactRequestHeaders(headers: Headers): Headers {
    const shown = new Headers()
    for (const [name, value] of headers) {
      shown.set(name, isSecretName(name) ? value.replace(/^(Bearer |Basic )?.*$/s, `$1${blot}`) : this.redact(value))
    }
    return shown
  }

  /** Blots out every known secret in the headers of an answer. */
  redactHeaders(headers: Headers): Headers {
    let redacted = headers
    // Of a copy: headers keep for good what they sort for a loop, and an open stream has little else.
    for (const [name, value] of new Headers(headers)) {
      const shown = this.redact(value)
      if (shown === value) continue
      if (redacted === headers) redacted = new Headers(headers)
      redacted.set(name, shown)
    }
    return redacted
  }

  /** Blots out every known secret in a JSON value. */
  redactValue(value: unknown): unknown {
    if (typeof value === 'string') return this.redact(value)
    try {
      const json = JSON.stringify(value) ?? ''
      const shown = this.redact(json)
      return shown === json ? value : JSON.parse(shown)
    } catch {
      return undefined
    }
  }

  /**
   * Gives what others threw as a cause. It may hold a whole request, so only an error whose every part can be looked through
   * and is clean passes as it is; of any other its words remain.
   */
  cause(thrown: unknown): unknown {
    if (this.#isClean(thrown, new Set())) return thrown
    return thrown instanceof Error ? this.#wordsOf(thrown, 0) : undefined
  }

  #isClean(value: unknown, seen: Set<unknown>): boolean {
    if (typeof value === 'string') return this.redact(value) === value
    if (typeof value !== 'object' || value === null) return typeof value !== 'function'
    if (seen.has(value)) return true
    seen.add(value)
    const prototype: unknown = Object.getPrototypeOf(value)
    const isPlain = prototype === Object.prototype || prototype === null || Array.isArray(value)
    if ((!isPlain && !(value instanceof Error)) || seen.size > 100) return false
    return Reflect.ownKeys(value).every((key) => {
      const { value: field, get } = Object.getOwnPropertyDescriptor(value, key) ?? {}
      return key === 'stack' || (get === undefined && this.#isClean(field, seen))
    })
  }

  #wordsOf(error: Error, depth: number): Error {
    const words = new Error(this.redact(error.message))
    words.name = error.name
    words.stack = this.redact(error.stack ?? '')
    if ('code' in error && typeof error.code === 'string') Object.assign(words, { code: this.redact(error.code) })
    if (error.cause instanceof Error && depth < 4) words.cause = this.#wordsOf(error.cause, depth + 1)
    return words
  }
}
