import { isJson } from '../json/json-text.ts'

/** The arguments of a tool call as they arrive in pieces. Whatever is asked of them, each character is looked at once. */
export class ArgumentsText {
  readonly #pieces: string[] = []
  #length = 0
  #isBlank = true
  /** Pieces that `isWholeObject` has looked at. */
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

  /** Number of characters. */
  get length(): number {
    return this.#length
  }

  /** Whether there is nothing but white space. */
  get isBlank(): boolean {
    return this.#isBlank
  }

  /** Whether nothing but `{}` has come, which some servers send in place of arguments that are yet to come. */
  get isPlaceholder(): boolean {
    return this.#pieces.length === 1 && this.#pieces[0] === '{}'
  }

  text(): string {
    return this.#pieces.join('')
  }

  /** Whether the pieces so far are one JSON object. */
  isWholeObject(): boolean {
    while (this.#scanned < this.#pieces.length && this.#object !== 'none')
      this.#scan(this.#pieces[this.#scanned++] ?? '')
    // Parsed once: anything but white space that follows ends the matter.
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

  /** Outside of any bracket: either an object has ended here, or it has not begun, and only white space may stand here. */
  #closeAt(character: string): void {
    if (character === '}') this.#object = 'closed'
    else if (character.trim() !== '') this.#object = 'none'
  }
}
