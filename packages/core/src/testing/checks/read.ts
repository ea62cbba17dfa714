import type { ParsedChatChunk, ParsedChatResponse } from '../../formatter/formatter.ts'
import { type TestedCodec, violation } from './rule.ts'
import { codecOf, describe, isPromise, kindOf } from './format.ts'
import { copyOf } from '../values/json-copy.ts'
import type { RecordedExchange } from '../exchanges/recorded-exchange.ts'

/** The result of parsing an answer: a response, or an error. */
export type Read =
  | { readonly parsed: ParsedChatResponse; readonly error?: undefined }
  | { readonly parsed?: undefined; readonly error: unknown }

/** Has a codec parse a whole answer. It may throw, but not return a promise or nothing. */
export function read(codec: TestedCodec, body: unknown, sent?: unknown): Read {
  let parsed: unknown
  try {
    parsed = codecOf(codec).parseResponse(body, sent)
  } catch (error) {
    return { error }
  }
  if (isPromise(parsed)) throw violation(codec, 'parseResponse', 'returned a promise; formatters must be synchronous.')
  if (typeof parsed !== 'object' || parsed === null) {
    throw violation(codec, 'parseResponse', `returned ${kindOf(parsed)} instead of a response.`)
  }
  return { parsed: parsed as ParsedChatResponse }
}

/** Has a codec parse a stream without errors. `[DONE]` is handled by core, as in the client. */
export class StreamTest {
  readonly chunks: (ParsedChatChunk | undefined)[] = []
  readonly #codec: TestedCodec
  readonly #reader: (event: unknown) => unknown

  constructor(codec: TestedCodec, sent?: unknown) {
    this.#codec = codec
    const reader: unknown = codecOf(codec).openStream?.(sent)
    if (typeof reader !== 'function') {
      const problem = isPromise(reader)
        ? 'returned a promise instead of a reader; formatters must be synchronous.'
        : undefined
      throw violation(
        codec,
        'openStream',
        problem ?? `returned ${kindOf(reader)} instead of a reader, which is a function.`,
      )
    }
    this.#reader = reader as (event: unknown) => unknown
  }

  /** Passes one event, or the end (`undefined`), to the reader. */
  push(event: unknown): ParsedChatChunk | undefined {
    const chunk: unknown = this.#reader(event)
    if (isPromise(chunk))
      throw violation(
        this.#codec,
        'openStream',
        'returned a reader that returns promises; readers must be synchronous.',
      )
    if (chunk !== undefined && chunk !== null && typeof chunk !== 'object') {
      throw violation(this.#codec, 'openStream', `returned a reader that returns ${kindOf(chunk)} instead of a chunk.`)
    }
    this.chunks.push((chunk as ParsedChatChunk | null) ?? undefined)
    return (chunk as ParsedChatChunk | null) ?? undefined
  }
}

/** Has a codec parse a recorded stream from its first event to its end. */
export function readStream(
  codec: TestedCodec,
  events: readonly unknown[],
  sent?: unknown,
): readonly (ParsedChatChunk | undefined)[] {
  const stream = new StreamTest(codec, sent)
  for (const [index, event] of [...eventsOf(events), undefined].entries()) {
    try {
      stream.push(copyOf(event))
    } catch (error) {
      if (error instanceof Error && error.name === 'Violation') throw error
      const which =
        event === undefined ? 'the end of the stream (undefined)' : `event ${index + 1} of a recorded stream`
      throw violation(codec, 'openStream', `returned a reader that threw on ${which}: ${describe(error)}`)
    }
  }
  return stream.chunks
}

/** Returns the events of a recorded stream that a reader receives. */
export function eventsOf(events: readonly unknown[]): readonly unknown[] {
  const end = events.indexOf('[DONE]')
  return end === -1 ? events : events.slice(0, end)
}

/** Has a codec parse everything that an exchange recorded, and ignores the results. */
export function readAll(codec: TestedCodec, { body, response, events }: RecordedExchange): void {
  try {
    if (response !== undefined) read(codec, copyOf(response), body)
    if (events !== undefined && codecOf(codec).openStream !== undefined) readStream(codec, events, body)
  } catch {
    // Another rule reports this.
  }
}
