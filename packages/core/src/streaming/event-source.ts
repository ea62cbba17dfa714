import { jsonLines, serverSentEvents, wholeBody } from './event-forms.ts'
import type { EventSource, RefuseSize } from './stream-event.ts'

/**
 * Opens a body that should be a stream of events. What it is shows in its first characters and not in its content type,
 * which some hosts get wrong: server-sent events, JSON lines, or a whole answer after all.
 */
export function openEventSource(contentType: string, refuse: RefuseSize): EventSource {
  let source: EventSource | undefined
  let head = ''
  const opened = (isEnd: boolean): EventSource | undefined => {
    const form = formOf(head, contentType, isEnd)
    return form === undefined ? undefined : { serverSentEvents, jsonLines, wholeBody }[form](refuse)
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
      const left = source?.end() ?? { events: [] }
      return { ...left, events: [...events, ...left.events] }
    },
  }
}

type Form = 'serverSentEvents' | 'jsonLines' | 'wholeBody'

/** Decides by the first word; `undefined` as long as there is too little to tell. */
function formOf(start: string, contentType: string, isEnd: boolean): Form | undefined {
  if (start === '') return undefined
  if (start[0] === '{' || start[0] === '[' || start[0] === '\u001E') {
    return /stream\+json|ndjson|jsonl|json-seq|json-lines/i.test(contentType) ? 'jsonLines' : 'wholeBody'
  }
  if (/^(data|event|id|retry)\s*[:\n\r]|^:/.test(start) || contentType.includes('event-stream')) {
    return 'serverSentEvents'
  }
  // The longest name of a field has five letters, so seven characters tell.
  return isEnd || start.length >= 7 || /[\r\n]/.test(start) ? 'wholeBody' : undefined
}
