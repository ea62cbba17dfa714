import { limitError, limits, mebi } from '../errors/limits.ts'

/** Limits what an endpoint can send in a row without content: comments, blank lines, empty events. */
export class Silence {
  readonly #maxTime: number
  #bytes = 0
  #events = 0
  /** When the silence started. */
  #since: number | undefined

  /** @param timeout The timeout of the call; silence may last as long as the wait for the first byte. */
  constructor(timeout: number) {
    this.#maxTime = Math.max(limits.silence, timeout)
  }

  /** Resets the counts, after content has arrived. */
  end(): void {
    this.#bytes = 0
    this.#events = 0
    this.#since = undefined
  }

  /** Counts bytes without content. */
  received(bytes: number): void {
    const now = performance.now()
    this.#since ??= now
    this.#bytes += bytes
    if (now - this.#since > this.#maxTime) {
      throw limitError('The stream is kept open without content', `${this.#maxTime} ms`, { retryable: true })
    }
    if (this.#bytes > limits.silentBytes) {
      throw limitError('The stream has no content', `${mebi(limits.silentBytes)}B without any`)
    }
  }

  /** Counts an event without content. */
  skippedEvent(): void {
    this.#events += 1
    if (this.#events > limits.silentEvents) {
      throw limitError('The stream has no content', `${limits.silentEvents} events without any`)
    }
  }
}
