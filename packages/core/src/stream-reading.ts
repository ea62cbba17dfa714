import { AnswerStream, type StreamEnd } from './answer-stream.ts'
import type { ChatChunk } from './chat.ts'
import { parseChat } from './codec.ts'
import { openEventSource, type StreamEvent } from './event-source.ts'
import { EndpointError } from './errors.ts'
import type { Answer, Call } from './exchange.ts'
import type { ChatStreamReader } from './formatter.ts'
import { wrapped } from './formatter-guard.ts'
import { limitError, limits, mebi } from './limits.ts'
import { jsonOrText } from './json-text.ts'
import type { ToolCallIds } from './tool-call-ids.ts'
import {
  asChunk,
  checkNesting,
  failureUnder200,
  located,
  type ParseBody,
  readBody,
  throwFailure,
} from './whole-answer.ts'

/** The reading of one stream: bytes in, chunks out. */
export class StreamReading {
  readonly #call: Call
  readonly #answer: Answer
  readonly #reader: ChatStreamReader
  readonly #parse: ParseBody<ReturnType<typeof parseChat>>
  readonly #decoder = new TextDecoder()
  readonly #events
  readonly #chunks: AnswerStream
  #isFirst = true
  /** Whether the stream has said that it is over. */
  #done = false
  /** What came since the last chunk. */
  #silence: { bytes: number; events: number; readonly since: number } | undefined
  /** Set once the last chunks have been given: by then there is only an error to come, if that. */
  #ended: { readonly error?: unknown } | undefined

  constructor(call: Call, answer: Answer, reader: ChatStreamReader, ids: ToolCallIds) {
    this.#call = call
    this.#answer = answer
    this.#reader = reader
    this.#parse = (body) => parseChat(call.owner, { body, sent: call.body }, ids)
    this.#chunks = new AnswerStream(ids)
    this.#events = openEventSource(answer.contentType, (what) => {
      throw limitError(sizes[what].problem, sizes[what].limit)
    })
  }

  /** Reads on until there are chunks to give; `undefined` after the last. What came before a failure comes before it. */
  async next(): Promise<readonly ChatChunk[] | undefined> {
    if (this.#ended !== undefined) return this.#afterEnd(this.#ended)
    const { body } = this.#answer
    try {
      while (!this.#done) {
        const bytes = await body.read()
        if (bytes === undefined) break
        this.#feed(bytes)
        const batch = this.#withFirst(this.#chunks.take())
        if (batch.length > 0) {
          this.#silence = undefined
          return batch
        }
        this.#checkSilence(bytes.byteLength)
      }
      // Read to its end, a connection serves the next call.
      if (this.#done) await body.drain()
      return this.#end()
    } catch (error) {
      return this.#broken(error)
    }
  }

  /** Lets go of the body; what is still to come of it is not waited for. */
  #close(): void {
    this.#answer.body.close()
  }

  #feed(bytes: Uint8Array): void {
    for (const event of this.#events.feed(this.#decoder.decode(bytes, { stream: true }))) {
      if (this.#done) return
      this.#push(event)
    }
  }

  /** Bounds what an endpoint can send without ever coming to the point: comments, blank lines, events that say nothing. */
  #checkSilence(bytes: number): void {
    this.#silence ??= { bytes: 0, events: 0, since: performance.now() }
    this.#silence.bytes += bytes
    const longest = Math.max(limits.silence, this.#call.limits.timeout)
    const tooLong = performance.now() - this.#silence.since > longest
    if (tooLong) throw limitError('The stream is kept open without content', `${longest} ms`, { retryable: true })
    if (this.#silence.bytes > limits.silentBytes) {
      throw limitError('The stream has no content', `${mebi(limits.silentBytes)}B without any`)
    }
  }

  /** Counts an event that says nothing. */
  #skip(): void {
    this.#silence ??= { bytes: 0, events: 0, since: performance.now() }
    this.#silence.events += 1
    if (this.#silence.events > limits.silentEvents) {
      throw limitError('The stream has no content', `${limits.silentEvents} events without any`)
    }
  }

  #afterEnd(ended: { readonly error?: unknown }): undefined {
    this.#ended = {}
    if ('error' in ended) throw ended.error
  }

  /** Gives the rest of an answer that has come to its end. */
  #end(): readonly ChatChunk[] {
    const rest = this.#rest()
    this.#ended = {}
    this.#close()
    return rest
  }

  #rest(): readonly ChatChunk[] {
    if (!this.#done) {
      const left = this.#events.feed(this.#decoder.decode())
      const { events, whole } = this.#events.end()
      if (whole !== undefined) return [asChunk(readBody(whole, this.#answer, this.#call, this.#parse))]
      for (const event of [...left, ...events]) if (!this.#done) this.#push(event)
    }
    const how: StreamEnd = this.#done ? 'done' : 'silent'
    const last = this.#read(undefined)
    try {
      return this.#withFirst(this.#chunks.end(last, how))
    } catch (error) {
      throw wrapped(this.#call.owner, 'openStream', undefined, error)
    }
  }

  /** Gives what had come when the answer broke off; the error follows, unless it is the caller who left. */
  #broken(error: unknown): readonly ChatChunk[] | undefined {
    const { signal, exit } = this.#call.limits
    this.#ended = {}
    this.#close()
    if (exit?.left) return undefined
    if (signal?.aborted) throw error
    // A connection that was lost, or went silent, after the model had said why it stopped took nothing from the answer.
    const isLoss = error instanceof EndpointError && error.status === undefined && error.retryable
    if (isLoss && this.#chunks.finished) return this.#end()
    const failure = located(error, this.#answer, this.#call)
    const rest = this.#withFirst(this.#chunks.abandon())
    if (rest.length === 0) throw failure
    this.#ended = { error: failure }
    return rest
  }

  #push({ data, event }: StreamEvent): void {
    if (data[0] !== '{') {
      const text = data.trim()
      if (text === '[DONE]') return void (this.#done = true)
      if (text === '' || text === 'null') return this.#skip()
    }
    const value = jsonOrText(data)
    if (event === 'error') throw failureUnder200(value, data, this.#answer, this.#call)
    throwFailure(value, data, this.#answer, this.#call)
    checkNesting(value, data)
    const parsed = this.#read(value)
    if (parsed === undefined) this.#skip()
    else this.#chunks.push(parsed, value)
  }

  #read(value: unknown): ReturnType<ChatStreamReader> {
    try {
      return this.#reader(value)
    } catch (error) {
      throw located(error, this.#answer, this.#call, { body: value })
    }
  }

  #withFirst(batch: ChatChunk[]): readonly ChatChunk[] {
    const [first] = batch
    if (!this.#isFirst || first === undefined) return batch
    this.#isFirst = false
    const answer = this.#answer
    batch[0] = {
      ...first,
      get headers() {
        return answer.headers
      },
      request: this.#call.request,
    }
    return batch
  }
}

const sizes = {
  event: { problem: 'The stream has an event that is too large', limit: `${mebi(limits.event)} characters` },
  answer: { problem: 'The answer is too large', limit: `${mebi(limits.answer)}B` },
} as const
