import type { EventSource, RejectSize, StreamEvent } from './stream-event.ts'
import { isJson } from '../json/json-text.ts'
import { limits } from '../errors/limits.ts'

const nothing: readonly StreamEvent[] = []

/** Parses lines of JSON. */
export function jsonLines(reject: RejectSize): EventSource {
  let rest: string[] = []
  let size = 0
  return {
    feed(text) {
      const end = text.lastIndexOf('\n')
      if (end === -1) {
        rest.push(text)
        size += text.length
        if (size > limits.event) reject('event')
        return nothing
      }
      const lines = (rest.join('') + text.slice(0, end)).split('\n')
      rest = [text.slice(end + 1)]
      size = text.length - end
      return lines
        .map(withoutSeparator)
        .filter(isLine)
        .map((data) => ({ data }))
    },
    end() {
      const last = withoutSeparator(rest.join(''))
      return { events: isJson(last) ? [{ data: last }] : [] }
    },
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
      const all = whole.split('\n').map(withoutSeparator).filter(isLine)
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

function isLine(line: string): boolean {
  return line.trim() !== ''
}

/** Removes the separator that RFC 7464 puts before each JSON text. */
function withoutSeparator(line: string): string {
  return line.startsWith('\u001E') ? line.slice(1) : line
}
