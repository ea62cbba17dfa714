import { createParser, type EventSourceParser } from 'eventsource-parser'
import type { EventSource, RejectSize, StreamEvent } from './stream-event.ts'
import { LineBuffer } from './line-buffer.ts'
import { isJson } from '../json/json-text.ts'
import { limits } from '../errors/limits.ts'

const nothing: readonly StreamEvent[] = []

/** Parses server-sent events. */
export function serverSentEvents(reject: RejectSize): EventSource {
  return new ServerSentEvents(reject)
}

class ServerSentEvents implements EventSource {
  readonly #parser: EventSourceParser
  // The parser drops a line that is no field, such as a failure, if it comes in several reads. So it gets whole lines only.
  readonly #lines: LineBuffer
  #events: StreamEvent[] | undefined
  /** The start of the text, until something in it proves to be an event stream. */
  #unrecognized: string[] | undefined = []
  #unrecognizedLength = 0

  constructor(reject: RejectSize) {
    this.#lines = new LineBuffer('\r\n', reject)
    this.#parser = createParser({
      maxBufferSize: limits.event,
      onEvent: (event) => {
        this.#unrecognized = undefined
        this.#add(event)
      },
      onError: (error) => {
        if (error.type === 'max-buffer-size-exceeded') reject('event')
        if (error.type !== 'unknown-field') return
        // Some servers report a failure in a field of its own, or as a bare line of JSON, in the middle of the stream.
        if (error.field === 'error' && error.value?.startsWith('{')) this.#add({ event: 'error', data: error.value })
        else if (error.line?.startsWith('{')) this.#add({ data: error.line })
      },
    })
  }

  feed(text: string): readonly StreamEvent[] {
    if (this.#unrecognized !== undefined && this.#unrecognizedLength < maxUnrecognized) {
      this.#unrecognized.push(text)
      this.#unrecognizedLength += text.length
    }
    this.#parser.feed(this.#lines.add(text))
    return this.#take()
  }

  end(): ReturnType<EventSource['end']> {
    const whole = this.#unrecognized?.join('').slice(0, maxUnrecognized)
    if (whole !== undefined && !/^(data|event|id|retry|error(?=[ \t]*:[ \t]*\{)|)[ \t]*:/m.test(whole))
      return { events: [], whole }
    // The specification drops an event without a blank line after it; some answers end that way. Incomplete JSON is dropped,
    // unless it is a failure.
    this.#parser.feed(this.#lines.add('\n\n'))
    return { events: this.#take().filter(isComplete) }
  }

  #add(event: StreamEvent): void {
    ;(this.#events ??= []).push(event)
  }

  #take(): readonly StreamEvent[] {
    const ready = this.#events ?? nothing
    this.#events = undefined
    return ready
  }
}

function isComplete({ data, event }: StreamEvent): boolean {
  return event === 'error' || data.trim() === '[DONE]' || isJson(data)
}

/** Only this many characters of a body that claims to be an event stream are kept, to report what it was instead. */
const maxUnrecognized = 1024 * 1024

/** Parses lines of JSON. */
export function jsonLines(reject: RejectSize): EventSource {
  const lines = new LineBuffer('\n', reject)
  const eventsIn = (text: string): readonly StreamEvent[] =>
    text === '' ? nothing : linesIn(text).map((data) => ({ data }))
  return {
    feed: (text) => eventsIn(lines.add(text)),
    // The last line may be incomplete.
    end: () => ({ events: eventsIn(lines.add('\n')).filter(({ data }) => isJson(data)) }),
  }
}

/** Buffers a body that does not look like a stream; several lines of JSON are parsed as one. */
export function wholeBody(reject: RejectSize): EventSource {
  const pieces: string[] = []
  let size = 0
  return {
    feed(text) {
      size += text.length
      if (size > limits.answer) reject('answer')
      pieces.push(text)
      return nothing
    },
    end() {
      const whole = pieces.join('')
      if (isJson(whole)) return { events: [], whole }
      const all = linesIn(whole)
      const lines = all.filter((line) => !isDone(line))
      const [first = ''] = lines
      if (lines.length === 1 && isJson(first)) return { events: [], whole: first }
      // The last line may be incomplete.
      if (lines.length < 2 || !lines.slice(0, -1).every(isJson)) return { events: [], whole }
      const events = lines.filter(isJson).map((data) => ({ data }))
      return { events: all.some(isDone) ? [...events, { data: '[DONE]' }] : events }
    },
  }
}

function isDone(line: string): boolean {
  return /^(data:)?\s*\[DONE\]\s*$/.test(line)
}

/** Splits a text into lines that are not blank, without the separator that RFC 7464 puts before each JSON text. */
function linesIn(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => (line.startsWith('\u001E') ? line.slice(1) : line))
    .filter((line) => line.trim() !== '')
}
