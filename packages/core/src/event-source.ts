import { createParser } from 'eventsource-parser'

/** An event of a stream: its data, and its name where it has one. */
export interface StreamEvent {
  readonly data: string
  readonly event?: string | undefined
}

/** Takes the text of a body apart while it comes. */
export interface EventSource {
  /** Takes the next text and gives the events that it completes. */
  feed(text: string): readonly StreamEvent[]
  /** Gives what is left at the end: events that were not closed, or the whole body when it turned out to be no stream. */
  end(): { readonly events: readonly StreamEvent[]; readonly whole?: string | undefined }
}

/** A single event may have this many characters; a larger one is refused instead of kept in memory. */
export const eventLimit: number = 16 * 1024 * 1024

/**
 * Opens a body that should be a stream of events. What it is shows in its first characters and not in its content type,
 * which some hosts get wrong: server-sent events, JSON lines, or a whole answer after all.
 */
export function openEventSource(contentType: string, onTooLarge: () => never): EventSource {
  let source: EventSource | undefined
  let head = ''
  return {
    feed(text) {
      if (source !== undefined) return source.feed(text)
      head += text
      source = recognise(head, contentType, onTooLarge)
      return source?.feed(head) ?? []
    },
    end() {
      source ??= recognise(`${head}\n`, contentType, onTooLarge) ?? serverSentEvents(onTooLarge)
      return source.end()
    },
  }
}

/** Decides by the first word; `undefined` as long as there is too little to tell. */
function recognise(head: string, contentType: string, onTooLarge: () => never): EventSource | undefined {
  const start = head.replace(/^\uFEFF?\s*/, '')
  if (start === '') return undefined
  if (start[0] === '{' || start[0] === '[') {
    return /stream\+json|ndjson|jsonl|json-seq|json-lines/i.test(contentType) ? jsonLines(onTooLarge) : wholeBody()
  }
  if (/^(data|event|id|retry)\s*[:\n\r]|^:/.test(start) || contentType.includes('event-stream'))
    return serverSentEvents(onTooLarge)
  // The longest field name is five characters, so seven tell.
  return start.length < 7 && !/[\r\n]/.test(start) ? undefined : wholeBody()
}

const nothing: readonly StreamEvent[] = []

function serverSentEvents(onTooLarge: () => never): EventSource {
  let events: StreamEvent[] = []
  const parser = createParser({
    maxBufferSize: eventLimit,
    onEvent: (event) => void events.push(event),
    onError(error) {
      if (error.type === 'max-buffer-size-exceeded') onTooLarge()
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
      parser.feed(text)
      return take()
    },
    end() {
      // The specification drops an event without its blank line; here it is the end of an answer. But half a one is no event.
      parser.feed('\n\n')
      return { events: take().filter(({ data }) => data === '[DONE]' || isJson(data)) }
    },
  }
}

function jsonLines(onTooLarge: () => never): EventSource {
  let rest = ''
  return {
    feed(text) {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      if (rest.length > eventLimit) onTooLarge()
      return lines.filter((line) => line.trim() !== '').map((data) => ({ data }))
    },
    end: () => ({ events: isJson(rest) ? [{ data: rest }] : [] }),
  }
}

function wholeBody(): EventSource {
  const pieces: string[] = []
  return {
    feed(text) {
      pieces.push(text)
      return []
    },
    end() {
      const whole = pieces.join('')
      const lines = whole.split('\n').filter((line) => line.trim() !== '')
      if (lines.length < 2 || isJson(whole) || !lines.every(isJson)) return { events: [], whole }
      return { events: lines.map((data) => ({ data })) }
    },
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
