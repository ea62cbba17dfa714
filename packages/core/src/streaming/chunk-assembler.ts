import type { ChatChunk, FinishReason, ToolCallDelta, Usage } from '../messages/chat.ts'
import type { ParsedChatChunk } from '../formatter/formatter.ts'
import { limitError, limits } from '../errors/limits.ts'
import type { Secrets } from '../redaction/secrets.ts'
import { RepeatedText } from './repeated-text.ts'
import type { ToolCallIds } from './tool-call-ids.ts'
import { ToolCallStream } from './tool-calls.ts'

type Chunk = { -readonly [Key in keyof ChatChunk]: ChatChunk[Key] }

/** How a stream ended: `done` by its own word, `silent` without one. */
export type StreamEnd = 'done' | 'silent'

/**
 * Makes the chunks of one stream from what the codec read. Text passes at once. The finish reason and the usage, which servers
 * repeat on any number of chunks, leave once, on the last chunk that carried them; chunks that might be that one are held back.
 */
export class ChunkAssembler {
  readonly #ids: ToolCallIds
  readonly #secrets: Secrets
  readonly #id: RepeatedText
  readonly #model: RepeatedText
  #toolCalls: ToolCallStream | undefined
  #out: Chunk[] = []
  #held: Chunk[] = []
  #finish: { readonly reason: FinishReason; readonly raw: string | undefined; chunk: Chunk | undefined } | undefined
  #usage: { readonly usage: Usage; chunk: Chunk | undefined } | undefined

  constructor(ids: ToolCallIds, secrets: Secrets) {
    this.#ids = ids
    this.#id = new RepeatedText(secrets)
    this.#model = new RepeatedText(secrets)
    this.#secrets = secrets
  }

  /** Takes what the codec read from an event. */
  push(parsed: ParsedChatChunk, raw: unknown): void {
    const chunk = this.#chunk(parsed, raw)
    const { finishReason, usage } = parsed
    if (finishReason === undefined && usage === undefined && this.#held.length === 0) {
      this.#out.push(chunk)
      return
    }
    const speaks = chunk.text !== undefined || chunk.reasoning !== undefined || chunk.toolCalls !== undefined
    if (speaks) this.#release()
    // A reason that was not the last word gives way to a later one, and a plain stop to one that says more.
    if (finishReason !== undefined && (this.#finish?.chunk === undefined || this.#finish.reason === 'stop')) {
      this.#finish = { reason: finishReason, raw: parsed.rawFinishReason, chunk }
    }
    if (usage !== undefined) this.#usage = { usage, chunk }
    // Usage so far, on a chunk with words: nobody should wait for the words because of it.
    if (speaks && finishReason === undefined) {
      if (this.#usage !== undefined) this.#usage.chunk = undefined
      this.#out.push(chunk)
    } else {
      if (this.#held.length >= limits.silentEvents) {
        throw limitError('The stream repeats its end', `${limits.silentEvents} events without content`)
      }
      this.#held.push(chunk)
    }
  }

  /** Gives the chunks that are ready. */
  take(): Chunk[] {
    const ready = this.#out
    this.#out = []
    return ready
  }

  /** Gives the rest: what the codec held back, the held chunks, the finish reason and the usage. */
  end(last: ParsedChatChunk | undefined, how: StreamEnd): Chunk[] {
    if (last !== undefined) this.#pushLast(last)
    const reason = this.#finish?.reason ?? (how === 'done' ? 'stop' : 'interrupted')
    const cut = reason === 'length' || reason === 'interrupted' || reason === 'error'
    const calls = this.#toolCalls?.end(cut) ?? []
    if (calls.length > 0) this.#out.push({ raw: undefined, toolCalls: calls })
    const tail: Chunk = { raw: undefined }
    const finishChunk = this.#finish?.chunk ?? this.#held.at(-1) ?? tail
    finishChunk.finishReason = normalizeFinishReason(reason, this.#toolCalls?.isComplete() ?? false)
    if (this.#finish?.raw !== undefined) finishChunk.rawFinishReason = this.#secrets.redact(this.#finish.raw)
    if (this.#usage !== undefined) (this.#usage.chunk ?? finishChunk).usage = this.#usage.usage
    const rest = [...this.#out, ...this.#held]
    if (finishChunk === tail) rest.push(tail)
    this.#out = []
    this.#held = []
    return rest
  }

  /** Whether a finish reason has come, and nothing after it. */
  get finished(): boolean {
    return this.#finish?.chunk !== undefined
  }

  /** Gives the held chunks, and the usage so far, when the stream broke off and there is no end to wait for. */
  abandon(): Chunk[] {
    if (this.#usage !== undefined) {
      if (this.#usage.chunk === undefined) this.#held.push({ raw: undefined, usage: this.#usage.usage })
      else this.#usage.chunk.usage = this.#usage.usage
    }
    this.#release()
    return this.take()
  }

  /** Puts what the codec gives at the end before the chunk that says why it ended. */
  #pushLast(last: ParsedChatChunk): void {
    const { finishReason, rawFinishReason, usage, ...words } = last
    const chunk = this.#chunk(words, undefined)
    if (Object.keys(chunk).length > 1) this.#out.push(chunk)
    if (finishReason !== undefined) this.#finish ??= { reason: finishReason, raw: rawFinishReason, chunk: undefined }
    if (usage !== undefined) this.#usage = { usage, chunk: undefined }
  }

  /** Lets the held chunks go: more came, so they were not the last. */
  #release(): void {
    if (this.#held.length === 0) return
    this.#out.push(...this.#held)
    this.#held = []
    if (this.#finish !== undefined) this.#finish.chunk = undefined
    if (this.#usage !== undefined) this.#usage.chunk = undefined
  }

  #chunk(parsed: ParsedChatChunk, raw: unknown): Chunk {
    const chunk: Chunk = { raw }
    if (parsed.text) chunk.text = parsed.text
    if (parsed.reasoning) chunk.reasoning = parsed.reasoning
    if (parsed.toolCalls !== undefined) this.#addToolCalls(chunk, parsed.toolCalls)
    if (parsed.id) chunk.id = this.#id.redact(parsed.id)
    if (parsed.model) chunk.model = this.#model.redact(parsed.model)
    return chunk
  }

  #addToolCalls(chunk: Chunk, deltas: NonNullable<ParsedChatChunk['toolCalls']>): void {
    this.#toolCalls ??= new ToolCallStream(this.#ids)
    const settled: ToolCallDelta[] = this.#toolCalls.push(deltas)
    if (settled.length > 0) chunk.toolCalls = settled
  }
}

/** Mends the reason: whole tool calls are to be run, whatever word the server had for stopping. */
export function normalizeFinishReason(reason: FinishReason, hasCompleteCalls: boolean): FinishReason {
  if (!hasCompleteCalls) return reason
  return reason === 'stop' || reason === 'other' ? 'tool-calls' : reason
}
