/** Splits text that arrives in chunks into events, each ended by an empty line, in linear time. */
export class EventSplitter {
  readonly #onEvent: (event: string) => void
  #waiting: string[] = []
  #length = 0
  /** The last characters so far, in which an empty line may begin. */
  #tail = ''

  constructor(onEvent: (event: string) => void) {
    this.#onEvent = onEvent
  }

  add(chunk: string): void {
    let start = 0
    const text = this.#tail + chunk
    for (const { index, 0: lineBreak } of text.matchAll(/\r?\n\r?\n/g)) {
      const end = index + lineBreak.length - this.#tail.length
      if (end <= start) continue
      this.#emit(chunk.slice(start, end))
      start = end
    }
    const rest = chunk.slice(start)
    this.#waiting.push(rest)
    this.#length += rest.length
    this.#tail = start > 0 ? rest.slice(-3) : text.slice(-3)
    if (this.#length > maxEventLength) this.#emit('')
  }

  end(): void {
    this.#emit('')
  }

  #emit(last: string): void {
    const event = [...this.#waiting, last].join('').trimEnd()
    this.#waiting = []
    this.#length = 0
    if (event !== '') this.#onEvent(event)
  }
}

/** The maximum number of characters per event; a body without empty lines is split at this length. */
const maxEventLength = 1024 * 1024
