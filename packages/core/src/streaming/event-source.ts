import { jsonLines, serverSentEvents, wholeBody } from './event-forms.ts'
import type { EventSource, RejectSize, StreamEvent } from './stream-event.ts'

/**
 * Creates a parser for a body that should be a stream. Its first characters decide the form and not the content type, which
 * some hosts get wrong: server-sent events, JSON lines, or a whole answer after all. Once the form is known, `onFound` gets the
 * parser to use from then on.
 */
export function openEventSource(
  contentType: string,
  reject: RejectSize,
  onFound: (source: EventSource) => void,
): EventSource {
  return new UnknownForm(contentType, reject, onFound)
}

class UnknownForm implements EventSource {
  readonly #contentType: string
  readonly #reject: RejectSize
  readonly #onFound: (source: EventSource) => void
  /** The text so far. */
  #head = ''

  constructor(contentType: string, reject: RejectSize, onFound: (source: EventSource) => void) {
    this.#contentType = contentType
    this.#reject = reject
    this.#onFound = onFound
  }

  feed(text: string): readonly StreamEvent[] {
    // A byte order mark counts as white space here.
    this.#head = (this.#head + text).trimStart()
    return this.#find(false)?.feed(this.#head) ?? nothing
  }

  end(): ReturnType<EventSource['end']> {
    const source = this.#find(true)
    if (source === undefined) return { events: nothing }
    const events = source.feed(this.#head)
    const rest = source.end()
    return { ...rest, events: [...events, ...rest.events] }
  }

  #find(isEnd: boolean): EventSource | undefined {
    const form = formOf(this.#head, this.#contentType, isEnd)
    if (form === undefined) return undefined
    const source = { serverSentEvents, jsonLines, wholeBody }[form](this.#reject)
    this.#onFound(source)
    return source
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
