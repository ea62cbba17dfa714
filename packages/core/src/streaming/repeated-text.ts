import type { Secrets } from '../redaction/secrets.ts'

/** Redacts a text that most events of a stream repeat, such as an id, and caches the result. */
export class RepeatedText {
  readonly #secrets: Secrets
  #last = ''
  #redacted = ''

  constructor(secrets: Secrets) {
    this.#secrets = secrets
  }

  redact(text: string): string {
    if (text === this.#last) return this.#redacted
    this.#last = text
    return (this.#redacted = this.#secrets.redactLabel(text))
  }
}
