import { createParser } from 'eventsource-parser'
import type { EventSource, RefuseSize, StreamEvent } from './stream-event.ts'
import { isJson } from '../json/json-text.ts'
import { limits } from '../errors/limits.ts'

const nothing: readonly StreamEvent[] = []

/** Reads server-sent events. */
export function serverSentEvents(refuse: RefuseSize): EventSource {
  let events: StreamEvent[] = []
  /** The beginning of the text, as long as nothing in it was of such a stream. */
  let unread: string[] | undefined = []
  let unreadLength = 0
  const seen = (): void => void (unread = undefined)
  const parser = createParser({
    maxBufferSize: limits.event,
    onEvent: (event) => {
      seen()
      events.push(event)
    },
    onComment: seen,
    onRetry: seen,
    onId: seen,
    onError(error) {
      if (error.type === 'max-buffer-size-exceeded') refuse('event')
      // Some servers break into their own stream with a bare line of JSON that says what failed.
      if (error.type === 'unknown-field' && error.line?.startsWith('{')) events.push({ data: error.line })
    },
  })
  const take = (): readonly StreamEvent[] => {
    if (events.length === 0) return nothing
    const taken = events
    events = []
    return taken
  }
  return {
    feed(text) {
      if (unread !== undefined && unreadLength < longestUnread) {
        unread.push(text)
        unreadLength += text.length
      }
      parser.feed(text)
      return take()
    },
    end() {
      const whole = unread?.join('').slice(0, longestUnread)
      if (whole !== undefined && !/^(data|event|id|retry|)[ \t]*:/m.test(whole)) return { events: [], whole }
      // The specification drops an event without its blank line; here it is the end of an answer. But half a one is no event.
      parser.feed('\n\n')
      return { events: take().filter(({ data }) => data.trim() === '[DONE]' || isJson(data)) }
    },
  }
}

/** Characters of a body under the content type of a stream that are kept to show what it was instead. */
const longestUnread = 1024 * 1024

/** Reads lines of JSON. */
export function jsonLines(refuse: RefuseSize): EventSource {
  let rest: string[] = []
  let size = 0
  return {
    feed(text) {
      const end = text.lastIndexOf('\n')
      if (end === -1) {
        rest.push(text)
        size += text.length
        if (size > limits.event) refuse('event')
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

/** Keeps a body that is no stream, or so it seems: several lines of JSON are one after all. */
export function wholeBody(refuse: RefuseSize): EventSource {
  const pieces: string[] = []
  let size = 0
  return {
    feed(text) {
      size += text.length
      if (size > limits.answer) refuse('answer')
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
      // The last line may be half a one.
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

/** Takes away the mark that RFC 7464 puts before each JSON text. */
function withoutSeparator(line: string): string {
  return line.startsWith('\u001E') ? line.slice(1) : line
}
