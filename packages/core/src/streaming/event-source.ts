import { jsonLines, serverSentEvents, wholeBody } from './event-forms.ts'
import type { EventSource, RejectSize } from './stream-event.ts'

/**
 * Creates a parser for a body that should be a stream. Its first characters decide the form and not the content type, which
 * some hosts get wrong: server-sent events, JSON lines, or a whole answer after all.
 */
export function openEventSource(contentType: string, reject: RejectSize): EventSource {
  let source: EventSource | undefined
  let head = ''
  const opened = (isEnd: boolean): EventSource | undefined => {
    const form = formOf(head, contentType, isEnd)
    return form === undefined ? undefined : { serverSentEvents, jsonLines, wholeBody }[form](reject)
  }
  return {
    feed(text) {
      if (source !== undefined) return source.feed(text)
      // A byte order mark counts as white space here.
      head = (head + text).trimStart()
      source = opened(false)
      return source?.feed(head) ?? []
    },
    end() {
      if (source !== undefined) return source.end()
      source = opened(true)
      const events = source?.feed(head) ?? []
      const rest = source?.end() ?? { events: [] }
      return { ...rest, events: [...events, ...rest.events] }
    },
  }
}

/** Content types of streams of JSON values, one in each line. */
const jsonLinesTypes = /stream\+json|ndjson|jsonl|json-seq|json-lines/i

/** Returns whether a content type promises a stream. */
export function isEventStream(contentType: string): boolean {
  return /event-stream/i.test(contentType) || jsonLinesTypes.test(contentType)
}

type Form = 'serverSentEvents' | 'jsonLines' | 'wholeBody'

/** Detects the form from the first word; `undefined` if there is too little text so far. */
function formOf(start: string, contentType: string, isEnd: boolean): Form | undefined {
  if (start === '') return undefined
  if (start[0] === '{' || start[0] === '[' || start[0] === '\u001E') {
    return jsonLinesTypes.test(contentType) ? 'jsonLines' : 'wholeBody'
  }
  if (/^(data|event|id|retry)\s*[:\n\r]|^:/.test(start) || contentType.includes('event-stream')) {
    return 'serverSentEvents'
  }
  // The longest field name has five letters, so seven characters are enough.
  return isEnd || start.length >= 7 || /[\r\n]/.test(start) ? 'wholeBody' : undefined
}
