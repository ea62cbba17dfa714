/** The keys and tokens of one client, to keep them out of whatever the endpoint sends back. */
export class Secrets {
  readonly #known = new Set<string>()

  /** Remembers a secret; one shorter than six characters would blot out ordinary words. */
  add(secret: string): void {
    if (secret.length >= 6) this.#known.add(secret)
    // Tokens are renewed for as long as the client lives; only the latest can be echoed.
    if (this.#known.size > 16) for (const oldest of this.#known) return void this.#known.delete(oldest)
  }

  /** Blots out every known secret in a text. */
  redact(text: string): string {
    for (const secret of this.#known) if (text.includes(secret)) text = text.replaceAll(secret, '<redacted>')
    return text
  }

  /** Blots out every known secret in the values of headers. */
  redactHeaders(headers: Headers): Headers {
    let redacted = headers
    for (const [name, value] of headers) {
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
      return value
    }
  }

  /** Gives an error as a cause, unless it shows a secret: what others throw may hold the whole request. */
  cause(error: unknown, depth = 0): unknown {
    if (!(error instanceof Error)) return this.redactValue(error)
    const shown = `${error.stack} ${error.message} ${ownFields(error)}`
    if (shown !== this.redact(shown)) return undefined
    const inner = error.cause === undefined || depth > 3 ? undefined : this.cause(error.cause, depth + 1)
    return error.cause === inner || depth > 3 ? error : undefined
  }
}

function ownFields(error: Error): string {
  try {
    return JSON.stringify(error) ?? ''
  } catch {
    return ''
  }
}
