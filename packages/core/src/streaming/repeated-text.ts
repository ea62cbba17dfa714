import type { Secrets } from '../redaction/secrets.ts'

/** Redacts a text that most events of a stream repeat, such as an id, and caches the result. */
export class RepeatedText {
  #last = ''
  #redacted = ''

  redact(text: string, secrets: Secrets): string {
    if (text === this.#last) return this.#redacted
    this.#last = text
    return (this.#redacted = secrets.redactLabel(text))
  }
}
