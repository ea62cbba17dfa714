/** Cuts a text that comes in pieces into events, each ended by an empty line; reads every character once. */
export class EventSplitter {
  readonly #tell: (event: string) => void
  #waiting: string[] = []
  #length = 0
  /** The last characters before the next piece, in which an empty line may begin. */
  #tail = ''

  constructor(tell: (event: string) => void) {
    this.#tell = tell
  }

  add(piece: string): void {
    let start = 0
    const text = this.#tail + piece
    for (const { index, 0: lineBreak } of text.matchAll(/\r?\n\r?\n/g)) {
      const end = index + lineBreak.length - this.#tail.length
      if (end <= start) continue
      this.#emit(piece.slice(start, end))
      start = end
    }
    const rest = piece.slice(start)
    this.#waiting.push(rest)
    this.#length += rest.length
    this.#tail = start > 0 ? rest.slice(-3) : text.slice(-3)
    if (this.#length > longestEvent) this.#emit('')
  }

  end(): void {
    this.#emit('')
  }

  #emit(last: string): void {
    const event = [...this.#waiting, last].join('').trimEnd()
    this.#waiting = []
    this.#length = 0
    if (event !== '') this.#tell(event)
  }
}

/** A body without empty lines is shown in parts of so many characters. */
const longestEvent = 1024 * 1024
