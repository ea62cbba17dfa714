import { AnswerStream, type StreamEnd } from './answer-stream.ts'
import { type CallOptions, chatCall } from './call.ts'
import type { ChatChunk, ChatRequest } from './chat.ts'
import { openReader, parseChat } from './codec.ts'
import { eventLimit, openEventSource, type StreamEvent } from './event-source.ts'
import { type Answer, type Call, openAnswer } from './exchange.ts'
import type { ChatStreamReader } from './formatter.ts'
import { codecOf, type Settings } from './settings.ts'
import { ToolCallIds } from './tool-calls.ts'
import {
  asChunk,
  failureUnder200,
  jsonOrText,
  located,
  type ParseBody,
  readBody,
  throwFailure,
  tooLarge,
  wholeAnswer,
} from './whole-answer.ts'

/** Sends a call and gives its answer as it comes, all pieces of one network read at a time. */
export async function* streamAnswer(
  settings: Settings,
  request: ChatRequest,
  options: CallOptions,
): AsyncGenerator<readonly ChatChunk[], void, undefined> {
  const ids = new ToolCallIds(request)
  if (codecOf(settings).openStream === undefined) {
    yield [
      asChunk(
        await wholeAnswer(chatCall(settings, request, options, 'whole'), (body, sent) =>
          parseChat(settings, { body, sent }, ids),
        ),
      ),
    ]
    return
  }
  const call = chatCall(settings, request, options, 'stream')
  const reader = openReader(settings, call.request.body)
  const answer = await openAnswer(call)
  const { body } = answer
  const stream = new StreamReading(call, answer, reader, ids)
  try {
    for (let bytes = await body.read(); bytes !== undefined && !stream.done; bytes = await body.read()) {
      stream.feed(bytes)
      const batch = stream.take()
      if (batch.length > 0) yield batch
      if (stream.done) break
    }
    // Read to its end, a connection serves the next call.
    if (stream.done) await body.drain()
    yield stream.end()
  } catch (error) {
    // What came before the failure is the caller's, unless it was the caller who ended it.
    const rest = options.signal?.aborted ? [] : stream.abandon()
    if (rest.length > 0) yield rest
    throw located(error, answer, call)
  } finally {
    body.close()
  }
}

/** The reading of one stream: bytes in, chunks out. */
class StreamReading {
  /** Whether the stream has said that it is over. */
  done = false
  readonly #call: Call
  readonly #answer: Answer
  readonly #reader: ChatStreamReader
  readonly #parse: ParseBody<ReturnType<typeof parseChat>>
  readonly #decoder = new TextDecoder()
  readonly #events
  readonly #chunks: AnswerStream
  #isFirst = true

  constructor(call: Call, answer: Answer, reader: ChatStreamReader, ids: ToolCallIds) {
    this.#call = call
    this.#answer = answer
    this.#reader = reader
    this.#parse = (answered, sent) => parseChat(call.settings, { body: answered, sent }, ids)
    this.#chunks = new AnswerStream(ids)
    this.#events = openEventSource(answer.headers.get('content-type') ?? '', () => {
      throw tooLarge(answer, call, `stream has an event of more than ${eventLimit / 2 ** 20} Mi characters`)
    })
  }

  /** Takes the next bytes of the body. */
  feed(bytes: Uint8Array): void {
    for (const event of this.#events.feed(this.#decoder.decode(bytes, { stream: true }))) {
      if (this.done) return
      this.#push(event)
    }
  }

  /** Gives the chunks that are ready. */
  take(): readonly ChatChunk[] {
    return this.#withFirst(this.#chunks.take())
  }

  /** Gives the rest of an answer that has come to its end. */
  end(): readonly ChatChunk[] {
    if (!this.done) {
      const left = this.#events.feed(this.#decoder.decode())
      const { events, whole } = this.#events.end()
      if (whole !== undefined) return [asChunk(readBody(whole, this.#answer, this.#call, this.#parse))]
      for (const event of [...left, ...events]) if (!this.done) this.#push(event)
    }
    const how: StreamEnd = this.done ? 'done' : 'silent'
    return this.#withFirst(this.#chunks.end(this.#read(undefined), how))
  }

  /** Gives what had come when the answer broke off. */
  abandon(): readonly ChatChunk[] {
    return this.#withFirst(this.#chunks.abandon())
  }

  #push({ data, event }: StreamEvent): void {
    if (data === '[DONE]') {
      this.done = true
      return
    }
    const value = jsonOrText(data)
    if (event === 'error') throw failureUnder200(value, data, this.#answer, this.#call)
    throwFailure(value, data, this.#answer, this.#call)
    const parsed = this.#read(value)
    if (parsed !== undefined) this.#chunks.push(parsed, value)
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
    batch[0] = { ...first, headers: this.#answer.headers, request: this.#call.request }
    return batch
  }
}
