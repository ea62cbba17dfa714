import { ChunkAssembler, type StreamEnd } from './chunk-assembler.ts'
import type { ChatRequest } from '../messages/chat-request.ts'
import type { ChatChunk } from '../messages/chat-response.ts'
import { EventJson } from './event-json.ts'
import { openEventSource } from './event-source.ts'
import type { EventSource, StreamEvent } from './stream-event.ts'
import { EndpointError } from '../errors/endpoint-error.ts'
import { LaterError } from '../errors/later-error.ts'
import type { Answer } from '../http/answer.ts'
import { checkAnswer, UnusableAnswer, withAnswerDetails } from '../http/answer-errors.ts'
import type { Call } from '../http/call.ts'
import type { ChatStreamReader } from '../formatter/formatter.ts'
import { toLibraryError } from '../formatter/formatter-guard.ts'
import { limitError, limits, mebi } from '../errors/limits.ts'
import { Silence } from './silence.ts'
import type { Batch, OpenBatches } from './stream-iterators.ts'
import { parseBody } from '../http/whole-answer.ts'

/** Options of a `ChunkReader`. */
export interface ChunkReaderOptions {
  readonly call: Call
  readonly answer: Answer
  /** The codec's stream reader. */
  readonly read: ChatStreamReader
  readonly request: ChatRequest
  /** Parses the body if it turns out to be a whole answer. */
  readonly parseWhole: ParseWhole
}

type ParseWhole = (body: unknown, call: Call, request: ChatRequest) => ChatChunk

/** Reads the body of one stream and returns its chunks. */
export class ChunkReader implements OpenBatches {
  readonly #call: Call
  readonly #answer: Answer
  readonly #reader: ChatStreamReader
  readonly #request: ChatRequest
  readonly #parseWhole: ParseWhole
  readonly #decoder = new TextDecoder()
  readonly #json = new EventJson()
  #events: EventSource
  readonly #chunks: ChunkAssembler
  #isFirst = true
  /** Whether `[DONE]` has arrived. */
  #done = false
  /** Whether events are plain text, where white space and `null` are words of the model. */
  #isPlainText = false
  /** Counts what has arrived since the last chunk. */
  #silence: Silence | undefined
  /** Set when the last chunks have been returned; only an error may follow. */
  #ended: { readonly error?: unknown } | undefined

  constructor({ call, answer, read, request, parseWhole }: ChunkReaderOptions) {
    this.#call = call
    this.#answer = answer
    this.#reader = read
    this.#request = request
    this.#parseWhole = parseWhole
    this.#chunks = new ChunkAssembler(request, call.secrets)
    this.#events = openEventSource(answer.contentType, rejectSize, (found) => void (this.#events = found))
  }

  /** Reads until there are chunks to return; `undefined` after the last. Chunks from before a failure are returned first. */
  next(): Promise<Batch | undefined> {
    return this.pull().then(
      (result) => this.received(result),
      (error: unknown) => this.lost(error),
    )
  }

  /** Waits like `next`, but takes less memory meanwhile: pass the result to `received`, or the error to `lost`. */
  pull(): Promise<ReadableStreamReadResult<Uint8Array>> {
    if (this.#isOver) return Promise.resolve({ done: true, value: undefined })
    return this.#answer.body.pull()
  }

  /** Returns the chunks of a read. Reads on only if it has none: an async function would hold six objects while it waits. */
  received(result: ReadableStreamReadResult<Uint8Array>): Batch | Promise<Batch | undefined> {
    if (this.#isOver) return this.#readOn()
    try {
      const bytes = this.#answer.body.received(result)
      return bytes === undefined ? this.#end() : (this.#batchIn(bytes) ?? this.#readOn())
    } catch (error) {
      return this.#fail(error)
    }
  }

  /** Returns the chunks from before the error, or throws it. */
  lost(error: unknown): Promise<Batch | undefined> {
    try {
      return this.#answer.body.lost(error)
    } catch (known) {
      return this.#fail(known)
    }
  }

  /** Whether nothing more is read that belongs to the answer. */
  get #isOver(): boolean {
    return this.#ended !== undefined || this.#done
  }

  async #readOn(): Promise<Batch | undefined> {
    if (this.#ended !== undefined) return this.#afterEnd(this.#ended)
    const { body } = this.#answer
    try {
      while (!this.#done) {
        const bytes = await body.read()
        if (bytes === undefined) break
        const batch = this.#batchIn(bytes)
        if (batch !== undefined) return batch
      }
      // A connection can be reused only if the body has been read to its end.
      if (this.#done) await body.drain()
      return this.#end()
    } catch (error) {
      return await this.#fail(error)
    }
  }

  /** Returns the chunks that a read completes, if there are any. */
  #batchIn(bytes: Uint8Array): Batch | undefined {
    this.#feed(bytes)
    const batch = this.#withFirst(this.#chunks.take())
    if (batch.length > 0) {
      this.#silence?.end()
      return batch
    }
    this.#silent().received(bytes.byteLength)
    return undefined
  }

  #close(): void {
    this.#answer.body.close()
  }

  #silent(): Silence {
    return (this.#silence ??= new Silence(this.#call.limits.timeout))
  }

  #feed(bytes: Uint8Array): void {
    for (const event of this.#events.feed(this.#decoder.decode(bytes, { stream: true }))) {
      if (this.#done) return
      this.#push(event)
    }
  }

  #afterEnd(ended: { readonly error?: unknown }): undefined {
    this.#ended = {}
    if ('error' in ended) throw ended.error
  }

  /** Returns the rest of an answer that has ended. */
  #end(): Batch {
    const rest = this.#rest()
    this.#ended = {}
    this.#close()
    return rest
  }

  #rest(): Batch {
    if (!this.#done) {
      const { events, whole } = this.#events.end()
      if (whole !== undefined) {
        const parse = (body: unknown): ChatChunk => this.#parseWhole(body, this.#call, this.#request)
        return [parseBody(whole, this.#answer, parse)]
      }
      for (const event of events) this.#push(event)
    }
    const how: StreamEnd = this.#done ? 'done' : 'silent'
    const last = this.#read(undefined)
    try {
      return this.#withFirst(this.#chunks.end(last, how))
    } catch (error) {
      throw toLibraryError(this.#call.bound, 'openStream', undefined, error)
    }
  }

  /** Returns the chunks from before a failure; `next` throws the error afterwards, unless the caller has cancelled. */
  async #fail(error: unknown): Promise<Batch | undefined> {
    const { cancellation } = this.#call.limits
    this.#ended = {}
    this.#close()
    if (cancellation?.isCancelled) return undefined
    // An answer with a finish reason is complete, even if the connection is lost or goes silent after it.
    if (this.#chunks.finished && isLoss(error)) return this.#end()
    const failure = await withAnswerDetails(error, this.#answer)
    if (cancellation?.isCancelled) return undefined
    const rest = this.#withFirst(this.#chunks.endAfterFailure())
    if (rest.length === 0) throw failure
    this.#ended = { error: failure }
    return rest
  }

  #push({ data, event }: StreamEvent): void {
    if (data[0] !== '{') {
      const text = data.trim()
      if (text === '[DONE]') return void (this.#done = true)
      const isEmpty = data === '' || (!this.#isPlainText && (text === '' || text === 'null'))
      if (isEmpty) return this.#silent().skippedEvent()
    }
    const value = this.#valueOf(data)
    if (event === 'error') throw new UnusableAnswer(value, data)
    const parsed = this.#read(value, data)
    if (!parsed?.text || !isPlainEvent(value, data)) checkAnswer(value, data)
    if (value === data) this.#isPlainText = true
    if (parsed === undefined) this.#silent().skippedEvent()
    else this.#chunks.push(parsed, value)
  }

  /**
   * Returns the JSON value of an event, or its text: no format has events that are numbers or booleans, but text can look like
   * one.
   */
  #valueOf(data: string): unknown {
    const first = data[0]
    if (first !== '{' && first !== '"' && !/^\s*[[{]/.test(data)) return data
    try {
      return this.#json.parse(data)
    } catch {
      return data
    }
  }

  #read(value: unknown, text = ''): ReturnType<ChatStreamReader> {
    try {
      return this.#reader(value)
    } catch (error) {
      checkAnswer(value, text)
      throw new UnusableAnswer(value, text, { error })
    }
  }

  #withFirst(batch: ChatChunk[]): Batch {
    const [first] = batch
    if (!this.#isFirst || first === undefined) return batch
    this.#isFirst = false
    batch[0] = { ...first, headers: this.#answer.headers, request: this.#call.request }
    return batch
  }
}

/** Returns whether the connection was lost or went silent. */
function isLoss(error: unknown): boolean {
  if (error instanceof LaterError) return error.isLostConnection
  return EndpointError.isInstance(error) && error.status === undefined && error.retryable
}

/**
 * Returns whether an event with text, of which a stream has thousands, needs no check: next to text, only `error` reports a
 * failure, and a short event cannot be nested too deeply.
 */
function isPlainEvent(value: unknown, data: string): boolean {
  if (typeof value !== 'object' || data.length > 2 * limits.nesting) return false
  return (value as { readonly error?: unknown } | null)?.error === undefined
}

function rejectSize(what: keyof typeof sizes): never {
  throw limitError(sizes[what].problem, sizes[what].limit)
}

const sizes = {
  event: { problem: 'The stream has an event that is too large', limit: `${mebi(limits.event)} characters` },
  answer: { problem: 'The answer is too large', limit: `${mebi(limits.answer)}B` },
} as const
