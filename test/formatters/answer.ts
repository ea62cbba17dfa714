/** An answer of some server: what it says, and how it comes. */
export interface Answer {
  readonly name: string
  /** The text. Undefined if it is not known, so that only a part of the body can be expected. */
  readonly text: string | undefined
  /** The names and arguments of the tool calls. */
  readonly calls: readonly string[]
  /** The body as it is sent. */
  readonly body: string
  readonly contentType: 'application/json' | 'text/event-stream' | 'application/x-ndjson'
}

/** What an answer says. */
export type Said = Pick<Answer, 'name' | 'text' | 'calls'>

/** Creates an answer that comes as a whole. */
export function wholeAnswer(said: Said, body: unknown): Answer {
  return { ...said, body: JSON.stringify(body), contentType: 'application/json' }
}

/** Creates an answer that comes as a stream; an event that is a string is sent as it is. */
export function streamedAnswer(said: Said, events: readonly unknown[]): Answer {
  const lines = events.map((event) => `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`)
  return { ...said, body: lines.join(''), contentType: 'text/event-stream' }
}
