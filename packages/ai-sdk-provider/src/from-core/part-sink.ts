import type { LanguageModelV4StreamPart } from '@ai-sdk/provider'

/** Receives the parts of a stream; the controller of a `ReadableStream` is one. */
export interface PartSink {
  enqueue(part: LanguageModelV4StreamPart): void
}

/** Counts the parts on their way. */
export class CountingSink implements PartSink {
  /** The number of parts emitted so far. */
  count = 0
  readonly #sink: PartSink

  constructor(sink: PartSink) {
    this.#sink = sink
  }

  enqueue(part: LanguageModelV4StreamPart): void {
    this.count++
    this.#sink.enqueue(part)
  }
}
