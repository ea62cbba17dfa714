const OPENING = '<think>'
const CLOSING = '</think>'

/** Characters of white space that are held back to see whether a tag follows; more than any model writes there. */
const MOST_SPACE = 64 * 1024

/**
 * Takes a `<think>` block off the start of a text that comes in pieces.
 * After each `push` and `end`, `text` and `reasoning` are what has become certain.
 * White space next to the tags belongs to neither; the work is linear in the length of the text, and no more than 64 KiB of
 * white space are held back.
 */
export class ThinkSplitter {
  text = ''
  reasoning = ''
  /** Whether a tag is still to come; when not, every further piece is text. */
  active = true
  #state: 'before' | 'opened' | 'inside' | 'closed' = 'before'
  /** White space that a tag may follow; only ever appended to, never searched again. */
  #space = ''
  /** The start of what may become a tag. */
  #tag = ''

  /** Reads the next piece. */
  push(piece: string): void {
    this.text = ''
    this.reasoning = ''
    let rest = piece
    if (this.#state === 'before') rest = this.#lookForOpening(rest)
    if (this.#state === 'opened') rest = this.#skipSpace(rest, 'inside')
    if (this.#state === 'inside') rest = this.#lookForClosing(rest)
    if (this.#state === 'closed' && this.active) {
      rest = this.#skipSpace(rest, 'closed')
      this.active = rest === ''
    }
    if (!this.active) this.text += rest
  }

  /** Gives what was held back, since no further piece comes. */
  end(): void {
    const held = this.#space + this.#tag
    this.#space = ''
    this.#tag = ''
    this.text = this.#state === 'before' ? held : ''
    this.reasoning = this.#state === 'before' ? '' : held
    if (this.#state === 'before') this.#leave()
  }

  #lookForOpening(piece: string): string {
    const start = this.#tag === '' ? firstNonSpace(piece) : 0
    this.#space += piece.slice(0, start)
    const candidate = this.#tag + piece.slice(start)
    this.#tag = ''
    if (this.#space.length > MOST_SPACE) return this.#leaveWithSpace(candidate)
    if (candidate.startsWith(OPENING)) {
      this.#space = ''
      this.#state = 'opened'
      return candidate.slice(OPENING.length)
    }
    if (OPENING.startsWith(candidate)) {
      this.#tag = candidate
      return ''
    }
    return this.#leaveWithSpace(candidate)
  }

  #lookForClosing(piece: string): string {
    const candidate = this.#tag + piece
    const closing = candidate.indexOf(CLOSING)
    const held = closing === -1 ? startOfTagAtEnd(candidate) : closing
    const end = endOfNonSpace(candidate, held)
    if (end > 0) {
      this.reasoning = this.#space + candidate.slice(0, end)
      this.#space = ''
    }
    if (closing !== -1) {
      this.#space = ''
      this.#tag = ''
      this.#state = 'closed'
      return candidate.slice(closing + CLOSING.length)
    }
    this.#space += candidate.slice(end, held)
    this.#tag = candidate.slice(held)
    if (this.#space.length > MOST_SPACE) {
      this.reasoning += this.#space
      this.#space = ''
    }
    return ''
  }

  #skipSpace(piece: string, next: 'inside' | 'closed'): string {
    const rest = piece.slice(firstNonSpace(piece))
    if (rest !== '') this.#state = next
    return rest
  }

  /** Ends the search for a tag: the white space that was held back is text, as all the rest. */
  #leaveWithSpace(rest: string): string {
    this.text = this.#space
    this.#leave()
    return rest
  }

  #leave(): void {
    this.#space = ''
    this.#state = 'closed'
    this.active = false
  }
}

/** Finds where a tag begins that the next piece may complete; only its first character is a `<`. */
function startOfTagAtEnd(text: string): number {
  const start = text.lastIndexOf('<')
  return start !== -1 && CLOSING.startsWith(text.slice(start)) ? start : text.length
}

function firstNonSpace(text: string): number {
  let position = 0
  while (position < text.length && isSpace(text.charCodeAt(position))) position += 1
  return position
}

function endOfNonSpace(text: string, before: number): number {
  let position = before
  while (position > 0 && isSpace(text.charCodeAt(position - 1))) position -= 1
  return position
}

function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d)
}
