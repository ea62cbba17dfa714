import { limits } from '../errors/limits.ts'
import { isJson } from '../json/json-text.ts'
import type { EventSource, RejectSize, StreamEvent } from './stream-event.ts'

/**
 * Parses server-sent events, as the HTML standard describes them, and lines of JSON between them: some servers report a failure as
 * one. Every character is looked at once, however a line is split into reads.
 */
export class ServerSentEvents implements EventSource {
  readonly #reject: RejectSize
  #events: StreamEvent[] = []
  /** The pieces of a line that has not ended. */
  #pieces: string[] = []
  /** The data lines of an event that has not ended. */
  #data: string | undefined
  #event: string | undefined
  /** Characters of the line and the event that have not ended. */
  #size = 0
  /** Whether the last line ended with a carriage return, of which a line feed in the next read is a part. */
  #endedWithReturn = false
  /** The start of the text, until something in it proves to be an event stream. */
  #unrecognized: string[] | undefined = []
  #unrecognizedSize = 0

  constructor(reject: RejectSize) {
    this.#reject = reject
  }

  feed(text: string): readonly StreamEvent[] {
    if (this.#unrecognized !== undefined && this.#unrecognizedSize < maxUnrecognized) {
      this.#unrecognized.push(text)
      this.#unrecognizedSize += text.length
    }
    let start = this.#endedWithReturn && text[0] === '\n' ? 1 : 0
    if (text !== '') this.#endedWithReturn = false
    let feed = text.indexOf('\n', start)
    let back = text.indexOf('\r', start)
    while (feed !== -1 || back !== -1) {
      const end = feed === -1 || (back !== -1 && back < feed) ? back : feed
      this.#endLine(text.slice(start, end))
      start = end === back && feed === end + 1 ? end + 2 : end + 1
      if (end === back && start === text.length && feed !== end + 1) this.#endedWithReturn = true
      if (feed !== -1 && feed < start) feed = text.indexOf('\n', start)
      if (back !== -1 && back < start) back = text.indexOf('\r', start)
    }
    if (start < text.length) {
      this.#pieces.push(text.slice(start))
      this.#grow(text.length - start)
    }
    return this.#take()
  }

  end(): ReturnType<EventSource['end']> {
    const whole = this.#unrecognized?.join('').slice(0, maxUnrecognized)
    if (whole !== undefined && !/^(data|event|id|retry|)[ \t]*:/m.test(whole)) return { events: [], whole }
    // The standard drops an event without a blank line after it; some answers end that way. Incomplete JSON is dropped.
    return { events: this.feed('\n\n').filter(({ data }) => data.trim() === '[DONE]' || isJson(data)) }
  }

  #take(): readonly StreamEvent[] {
    if (this.#events.length === 0) return nothing
    const ready = this.#events
    this.#events = []
    return ready
  }

  #grow(characters: number): void {
    this.#size += characters
    if (this.#size > limits.event) this.#reject('event')
  }

  #endLine(last: string): void {
    let line = last
    if (this.#pieces.length > 0) {
      this.#pieces.push(last)
      line = this.#pieces.join('')
      this.#size -= line.length - last.length
      this.#pieces = []
    }
    if (line === '') this.#dispatch()
    else if (line.startsWith('data:')) this.#addData(valueAfter(line, 5))
    else this.#readField(line)
  }

  #readField(line: string): void {
    const colon = line.indexOf(':')
    const name = colon === -1 ? line : line.slice(0, colon)
    if (name === 'event') this.#event = colon === -1 ? '' : valueAfter(line, colon + 1)
    else if (name === 'data') this.#addData('')
    else if (name === '' || name === 'id' || name === 'retry') this.#unrecognized = undefined
    else if (line.startsWith('{')) this.#events.push({ data: line })
  }

  #addData(value: string): void {
    this.#data = this.#data === undefined ? value : `${this.#data}\n${value}`
    this.#grow(value.length)
  }

  #dispatch(): void {
    if (this.#data !== undefined) {
      this.#unrecognized = undefined
      this.#events.push({ data: this.#data, event: this.#event || undefined })
    }
    this.#data = undefined
    this.#event = undefined
    this.#size = 0
  }
}

const nothing: readonly StreamEvent[] = []

/** Only this many characters of a body that claims to be an event stream are kept, to report what it was instead. */
const maxUnrecognized = 1024 * 1024

/** One space after the colon is not part of a value. */
function valueAfter(line: string, start: number): string {
  return line.slice(line[start] === ' ' ? start + 1 : start)
}
