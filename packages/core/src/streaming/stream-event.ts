/** An event of a stream: its data, and its name if it has one. */
export interface StreamEvent {
  readonly data: string
  readonly event?: string | undefined
}

/** Splits the text of a body into events as it arrives. */
export interface EventSource {
  /** Adds text and returns the events that it completes. */
  feed(text: string): readonly StreamEvent[]
  /** Returns the rest at the end: unterminated events, or the whole body if it turned out not to be a stream. */
  end(): { readonly events: readonly StreamEvent[]; readonly whole?: string | undefined }
}

/** Throws because an event or a whole answer is too large. */
export type RejectSize = (what: 'event' | 'answer') => never
