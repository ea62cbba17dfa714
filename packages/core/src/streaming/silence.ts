import { limitError, limits, mebi } from '../errors/limits.ts'

/** Bounds what an endpoint can send in a row without any content: comments, blank lines, events that say nothing. */
export class Silence {
  readonly #longest: number
  #bytes = 0
  #events = 0
  /** When the silence began. */
  #since: number | undefined

  /** @param timeout The call's; silence may last as long as the wait for the first byte. */
  constructor(timeout: number) {
    this.#longest = Math.max(limits.silence, timeout)
  }

  /** Notes that there was content. */
  end(): void {
    this.#bytes = 0
    this.#events = 0
    this.#since = undefined
  }

  /** Counts bytes that held no content. */
  received(bytes: number): void {
    const now = performance.now()
    this.#since ??= now
    this.#bytes += bytes
    if (now - this.#since > this.#longest) {
      throw limitError('The stream is kept open without content', `${this.#longest} ms`, { retryable: true })
    }
    if (this.#bytes > limits.silentBytes) {
      throw limitError('The stream has no content', `${mebi(limits.silentBytes)}B without any`)
    }
  }

  /** Counts an event that held no content. */
  skippedEvent(): void {
    this.#events += 1
    if (this.#events > limits.silentEvents) {
      throw limitError('The stream has no content', `${limits.silentEvents} events without any`)
    }
  }
}
