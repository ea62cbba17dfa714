import type { Secrets } from '../redaction/secrets.ts'

/** Redacts a text that nearly every event of a stream repeats, such as its id, without looking at it each time. */
export class RepeatedText {
  readonly #secrets: Secrets
  #last = ''
  #shown = ''

  constructor(secrets: Secrets) {
    this.#secrets = secrets
  }

  redact(text: string): string {
    if (text === this.#last) return this.#shown
    this.#last = text
    return (this.#shown = this.#secrets.redact(text))
  }
}
