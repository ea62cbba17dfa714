import { isJson } from '../json/json-text.ts'

/** The arguments of a tool call, which arrive in pieces. Each character is scanned only once, however often they are checked. */
export class ArgumentsText {
  readonly #pieces: string[] = []
  #length = 0
  #isBlank = true
  /** The number of pieces that `isWholeObject` has scanned. */
  #scanned = 0
  #depth = 0
  #inString = false
  #isEscaped = false
  #object: 'open' | 'closed' | 'whole' | 'none' = 'open'

  push(piece: string): void {
    this.#pieces.push(piece)
    this.#length += piece.length
    this.#isBlank &&= piece.trim() === ''
  }

  /** The number of characters. */
  get length(): number {
    return this.#length
  }

  /** Whether there is only white space so far. */
  get isBlank(): boolean {
    return this.#isBlank
  }

  /** Whether the only piece so far is `{}`, which some servers send before the actual arguments. */
  get isPlaceholder(): boolean {
    return this.#pieces.length === 1 && this.#pieces[0] === '{}'
  }

  text(): string {
    return this.#pieces.join('')
  }

  /** Returns whether the pieces so far are one JSON object. */
  isWholeObject(): boolean {
    while (this.#scanned < this.#pieces.length && this.#object !== 'none')
      this.#scan(this.#pieces[this.#scanned++] ?? '')
    // Parsed only once: if anything but white space follows, the text is not an object any more.
    if (this.#object === 'closed') this.#object = isJson(this.text()) ? 'whole' : 'none'
    return this.#object === 'whole'
  }

  #scan(piece: string): void {
    for (const character of piece) {
      if (this.#inString) this.#scanString(character)
      else if (character === '"') this.#inString = true
      else if (character === '{' || character === '[') this.#depth += 1
      else if (character === '}' || character === ']') this.#depth -= 1
      if (this.#object !== 'open' && character.trim() !== '') this.#object = 'none'
      if (this.#object === 'open' && this.#depth === 0) this.#closeAt(character)
      if (this.#object === 'none') return
    }
  }

  #scanString(character: string): void {
    if (this.#isEscaped) this.#isEscaped = false
    else if (character === '\\') this.#isEscaped = true
    else if (character === '"') this.#inString = false
  }

  /** Handles a character outside all brackets: the end of an object, or white space before it; anything else is invalid. */
  #closeAt(character: string): void {
    if (character === '}') this.#object = 'closed'
    else if (character.trim() !== '') this.#object = 'none'
  }
}
