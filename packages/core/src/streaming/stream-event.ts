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

/** Refuses an event, or a whole answer, for its size. */
export type RefuseSize = (what: 'event' | 'answer') => never
