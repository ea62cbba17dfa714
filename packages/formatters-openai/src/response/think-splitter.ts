const OPENING = '<think>'
const CLOSING = '</think>'

/** The most whitespace to buffer while waiting for a tag; more than any model writes there. */
const MAX_SPACE = 64 * 1024

/**
 * Splits text that arrives in pieces into a leading `<think>` block and the rest.
 * After each `push` and `end`, `text` and `reasoning` contain what can be emitted.
 * Whitespace next to the tags is dropped. The work is linear in the length of the text, and at most 64 KiB of whitespace is
 * buffered.
 */
export class ThinkSplitter {
  text = ''
  reasoning = ''
  /** Whether a tag is still expected; if not, all further pieces are text. */
  active = true
  #state: 'before' | 'opened' | 'inside' | 'closed' = 'before'
  /** Whitespace that may precede a tag. It is appended to and never scanned again, which keeps the work linear. */
  #space = ''
  /** The buffered start of a possible tag. */
  #tag = ''

  /** Processes the next piece. */
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

  /** Flushes the buffer at the end of the text. */
  end(): void {
    const buffered = this.#space + this.#tag
    this.#space = ''
    this.#tag = ''
    this.text = this.#state === 'before' ? buffered : ''
    this.reasoning = this.#state === 'before' ? '' : buffered
    if (this.#state === 'before') this.#stop()
  }

  #lookForOpening(piece: string): string {
    const start = this.#tag === '' ? firstNonSpace(piece) : 0
    this.#space += piece.slice(0, start)
    const candidate = this.#tag + piece.slice(start)
    this.#tag = ''
    if (this.#space.length > MAX_SPACE) return this.#stopWithSpace(candidate)
    if (candidate.startsWith(OPENING)) {
      this.#space = ''
      this.#state = 'opened'
      return candidate.slice(OPENING.length)
    }
    if (OPENING.startsWith(candidate)) {
      this.#tag = candidate
      return ''
    }
    return this.#stopWithSpace(candidate)
  }

  #lookForClosing(piece: string): string {
    const candidate = this.#tag + piece
    const closing = candidate.indexOf(CLOSING)
    const tagStart = closing === -1 ? startOfTagAtEnd(candidate) : closing
    const end = endOfNonSpace(candidate, tagStart)
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
    this.#space += candidate.slice(end, tagStart)
    this.#tag = candidate.slice(tagStart)
    if (this.#space.length > MAX_SPACE) {
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

  /** Stops looking for a tag: the buffered whitespace and everything after it is text. */
  #stopWithSpace(rest: string): string {
    this.text = this.#space
    this.#stop()
    return rest
  }

  #stop(): void {
    this.#space = ''
    this.#state = 'closed'
    this.active = false
  }
}

/** A text without its reasoning. */
export interface SplitText {
  readonly text: string
  readonly reasoning: string
}

/**
 * Splits a whole text that begins with its reasoning but has no opening tag, since some chat templates put that into the prompt.
 * The closing tag ends its line, as the models write it; one in the middle of a line, after a space or in a block of code is only
 * mentioned. Returns undefined if there is no such tag.
 */
export function splitAtClosingTag(content: string): SplitText | undefined {
  const found = content.includes(CLOSING) ? /(^|[^ \t])<\/think>[ \t]*(?:\r?\n|$)/.exec(content) : null
  if (found === null) return undefined
  const end = found.index + (found[1] ?? '').length
  const before = content.slice(0, end)
  const after = content.slice(end + CLOSING.length)
  const isCode = (before.match(/^(?:```|~~~)/gm)?.length ?? 0) % 2 === 1
  if (isCode || before.includes(OPENING)) return undefined
  const reasoning = before.slice(firstNonSpace(before), endOfNonSpace(before, before.length))
  return { text: after.slice(firstNonSpace(after)), reasoning }
}

/** Finds an incomplete closing tag at the end of the text. A tag has only one `<`, so the last one is enough. */
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
