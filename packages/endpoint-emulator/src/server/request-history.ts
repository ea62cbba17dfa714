import type { RecordedRequest } from '../http/recorded-request.ts'

/** Keeps the newest requests, limited by their number and the total size of their bodies. */
export class RequestHistory {
  readonly requests: RecordedRequest[] = []
  readonly #most: number
  #characters = 0

  constructor(most: number) {
    this.#most = most
  }

  add(request: RecordedRequest): void {
    this.requests.push(request)
    this.#characters += request.text.length
    while (this.requests.length > this.#most || (this.#characters > maxCharacters && this.requests.length > 1)) {
      this.#characters -= this.requests.shift()?.text.length ?? 0
    }
  }
}

/** The parsed bodies take several times as much memory. */
const maxCharacters = 64 * 1024 * 1024
