import { limits } from '../errors/limits.ts'
import type { RejectSize } from './stream-event.ts'

/** Holds back the end of a text that is not a whole line yet. */
export class LineBuffer {
  readonly #lineEnd: '\n' | '\r\n'
  readonly #reject: RejectSize
  #pieces: string[] | undefined
  #size = 0

  /** `'\r\n'` means that a line ends at either character. */
  constructor(lineEnd: '\n' | '\r\n', reject: RejectSize) {
    this.#lineEnd = lineEnd
    this.#reject = reject
  }

  /** Returns the lines that a text completes, with their ends; '' if there is none. */
  add(text: string): string {
    const end = this.#endOfLines(text)
    if (end === text.length && this.#size === 0) return text
    let lines = ''
    if (end > 0) {
      lines = (this.#pieces?.join('') ?? '') + text.slice(0, end)
      this.#pieces = undefined
      this.#size = 0
    }
    if (end < text.length) {
      ;(this.#pieces ??= []).push(text.slice(end))
      this.#size += text.length - end
      if (this.#size > limits.event) this.#reject('event')
    }
    return lines
  }

  #endOfLines(text: string): number {
    const feed = text.lastIndexOf('\n') + 1
    return this.#lineEnd === '\n' ? feed : Math.max(feed, text.lastIndexOf('\r') + 1)
  }
}
