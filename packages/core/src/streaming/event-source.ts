import { jsonLines, serverSentEvents, wholeBody } from './event-forms.ts'
import type { EventSource, RejectSize, StreamEvent } from './stream-event.ts'

/**
 * Creates a parser for a body that should be a stream. Its first characters decide the form and not the content type, which
 * some hosts get wrong: server-sent events, JSON lines, or a whole answer after all.
 */
export function openEventSource(contentType: string, reject: RejectSize): EventSource {
  return new DetectedSource(contentType, reject)
}

class DetectedSource implements EventSource {
  readonly #contentType: string
  readonly #reject: RejectSize
  #source: EventSource | undefined
  /** The text until the form is known. */
  #head = ''

  constructor(contentType: string, reject: RejectSize) {
    this.#contentType = contentType
    this.#reject = reject
  }

  feed(text: string): readonly StreamEvent[] {
    if (this.#source !== undefined) return this.#source.feed(text)
    // A byte order mark counts as white space here.
    this.#head = (this.#head + text).trimStart()
    return this.#detect(false)?.events ?? nothing
  }

  end(): ReturnType<EventSource['end']> {
    if (this.#source !== undefined) return this.#source.end()
    const detected = this.#detect(true)
    if (detected === undefined) return { events: nothing }
    const rest = detected.source.end()
    return { ...rest, events: [...detected.events, ...rest.events] }
  }

  /** Creates the parser once the form is known, and passes it the text so far. */
  #detect(isEnd: boolean): { readonly source: EventSource; readonly events: readonly StreamEvent[] } | undefined {
    const form = formOf(this.#head, this.#contentType, isEnd)
    if (form === undefined) return undefined
    const source = { serverSentEvents, jsonLines, wholeBody }[form](this.#reject)
    const events = source.feed(this.#head)
    this.#source = source
    this.#head = ''
    return { source, events }
  }
}

const nothing: readonly StreamEvent[] = []

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
