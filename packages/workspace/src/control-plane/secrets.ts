/** The tokens sent to the control plane, and the keys and tokens received from it, to redact them in messages. */
export class Secrets {
  readonly #values = new Set<string>()

  /** Adds a key or token. */
  add(value: string): void {
    // Shorter ones would remove parts of ordinary words.
    if (value.length < 4) return
    this.#values.add(value)
    const [oldest] = this.#values
    if (this.#values.size > maxValues && oldest !== undefined) this.#values.delete(oldest)
  }

  /** Adds the token of an `Authorization` header. */
  addBearer(header: string | undefined): void {
    if (header !== undefined) this.add(header.replace(/^\S+\s+/, ''))
  }

  /** Removes all secrets from a text. */
  redact(text: string): string {
    let redacted = text
    for (const value of this.#values) redacted = redacted.replaceAll(value, '[redacted]')
    return redacted
  }
}

/** Tokens change every hour, and a key now and then. */
const maxValues = 100
