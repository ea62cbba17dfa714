import type { ChatRequest } from '../messages/chat-request.ts'
import type { ChatChunk, FinishReason, ToolCallDelta, Usage } from '../messages/chat-response.ts'
import type { ParsedChatChunk } from '../formatter/formatter.ts'
import { limitError, limits } from '../errors/limits.ts'
import type { Secrets } from '../redaction/secrets.ts'
import { addExtras } from './answer-extras.ts'
import { RepeatedText } from './repeated-text.ts'
import { ToolCallIds } from './tool-call-ids.ts'
import { ToolCallStream } from './tool-calls.ts'

type Chunk = { -readonly [Key in keyof ChatChunk]: ChatChunk[Key] }

/** How a stream ended: `done` with an end marker such as `[DONE]`, `silent` without one. */
export type StreamEnd = 'done' | 'silent'

/**
 * Assembles the chunks of one stream from parsed events. Text is emitted at once. The finish reason and the usage, which some
 * servers repeat, are emitted once, on the last chunk that has them; chunks that might be the last are held back.
 */
export class ChunkAssembler {
  readonly #request: ChatRequest
  readonly #secrets: Secrets
  readonly #id = new RepeatedText()
  readonly #model = new RepeatedText()
  #toolCalls: ToolCallStream | undefined
  /** Undefined while there are none: an empty list would take 33 bytes of each open stream. */
  #out: Chunk[] | undefined
  #held: Chunk[] | undefined
  #finish: { readonly reason: FinishReason; readonly raw: string | undefined; chunk: Chunk | undefined } | undefined
  #usage: { readonly usage: Usage; chunk: Chunk | undefined } | undefined

  constructor(request: ChatRequest, secrets: Secrets) {
    this.#request = request
    this.#secrets = secrets
  }

  /** Adds a parsed event. */
  push(parsed: ParsedChatChunk, raw: unknown): void {
    const chunk = this.#chunk(parsed, raw)
    const { finishReason, usage } = parsed
    if (finishReason === undefined && usage === undefined && this.#held === undefined) {
      this.#emit(chunk)
      return
    }
    const hasContent = hasAnswer(chunk)
    if (hasContent) this.#release()
    // A later reason replaces one that was followed by content, or a plain `stop`.
    if (finishReason !== undefined && (this.#finish?.chunk === undefined || this.#finish.reason === 'stop')) {
      this.#finish = { reason: finishReason, raw: parsed.rawFinishReason, chunk }
    }
    if (usage !== undefined) this.#usage = { usage: this.#counted(usage), chunk }
    // With content, the usage is only the count so far, and must not delay the content.
    if (hasContent && finishReason === undefined) {
      if (this.#usage !== undefined) this.#usage.chunk = undefined
      this.#emit(chunk)
    } else {
      this.#held ??= []
      if (this.#held.length >= limits.silentEvents) {
        throw limitError(
          'The stream repeats its finish reason or usage',
          `${limits.silentEvents} events without content`,
        )
      }
      this.#held.push(chunk)
    }
  }

  /** Returns the chunks that are ready. */
  take(): Chunk[] {
    const ready = this.#out ?? []
    this.#out = undefined
    return ready
  }

  /** Returns the rest: the codec's last chunk, the chunks held back, the finish reason and the usage. */
  end(last: ParsedChatChunk | undefined, how: StreamEnd): Chunk[] {
    if (last !== undefined) this.#pushLast(last)
    const reason = this.#finish?.reason ?? (how === 'done' ? 'stop' : 'interrupted')
    const isCut = reason === 'length' || reason === 'interrupted' || reason === 'error'
    const calls = this.#toolCalls?.end(isCut) ?? []
    if (calls.length > 0) this.#emit({ raw: undefined, toolCalls: calls })
    const tail: Chunk = { raw: undefined }
    const finishChunk = this.#finish?.chunk ?? this.#held?.at(-1) ?? tail
    finishChunk.finishReason = normalizeFinishReason(reason, this.#toolCalls?.isComplete() ?? false)
    if (this.#finish?.raw !== undefined) finishChunk.rawFinishReason = this.#secrets.redactLabel(this.#finish.raw)
    if (this.#usage !== undefined) (this.#usage.chunk ?? finishChunk).usage = this.#usage.usage
    const rest = [...this.take(), ...(this.#held ?? [])]
    if (finishChunk === tail) rest.push(tail)
    this.#held = undefined
    return rest
  }

  /** Whether a finish reason has arrived, and no content after it. */
  get finished(): boolean {
    return this.#finish?.chunk !== undefined
  }

  /** Returns the chunks held back and the usage so far, after the stream has failed. */
  endAfterFailure(): Chunk[] {
    if (this.#usage !== undefined) {
      if (this.#usage.chunk === undefined) (this.#held ??= []).push({ raw: undefined, usage: this.#usage.usage })
      else this.#usage.chunk.usage = this.#usage.usage
    }
    this.#release()
    return this.take()
  }

  /** Adds the codec's last chunk before the one with the finish reason. */
  #pushLast(last: ParsedChatChunk): void {
    const { finishReason, rawFinishReason, usage, ...content } = last
    const chunk = this.#chunk(content, undefined)
    if (Object.keys(chunk).length > 1) this.#emit(chunk)
    if (finishReason !== undefined) this.#finish ??= { reason: finishReason, raw: rawFinishReason, chunk: undefined }
    if (usage !== undefined) this.#usage = { usage: this.#counted(usage), chunk: undefined }
  }

  /** Returns a usage, with the prompt of an earlier one if only that has counted it: the prompt does not change. */
  #counted(usage: Usage): Usage {
    const earlier = this.#usage?.usage
    if (usage.inputTokens !== undefined || earlier?.inputTokens === undefined) return usage
    const { inputTokens, cachedInputTokens, cacheWriteTokens } = earlier
    return {
      ...usage,
      inputTokens,
      ...(cachedInputTokens !== undefined && { cachedInputTokens }),
      ...(cacheWriteTokens !== undefined && { cacheWriteTokens }),
    }
  }

  /** Emits the chunks held back: more content arrived, so they were not the last. */
  #release(): void {
    if (this.#held === undefined) return
    for (const chunk of this.#held) this.#emit(chunk)
    this.#held = undefined
    if (this.#finish !== undefined) this.#finish.chunk = undefined
    if (this.#usage !== undefined) this.#usage.chunk = undefined
  }

  #emit(chunk: Chunk): void {
    ;(this.#out ??= []).push(chunk)
  }

  #chunk(parsed: ParsedChatChunk, raw: unknown): Chunk {
    if (isTextAlone(parsed)) return { raw, text: parsed.text }
    const chunk: Chunk = { raw }
    if (parsed.text) chunk.text = parsed.text
    if (parsed.reasoning) chunk.reasoning = parsed.reasoning
    if (parsed.toolCalls !== undefined) this.#addToolCalls(chunk, parsed.toolCalls)
    if (parsed.id) chunk.id = this.#id.redact(parsed.id, this.#secrets)
    if (parsed.model) chunk.model = this.#model.redact(parsed.model, this.#secrets)
    addExtras(chunk, parsed, this.#secrets)
    return chunk
  }

  #addToolCalls(chunk: Chunk, deltas: NonNullable<ParsedChatChunk['toolCalls']>): void {
    this.#toolCalls ??= new ToolCallStream(new ToolCallIds(this.#request))
    const ready: ToolCallDelta[] = this.#toolCalls.push(deltas)
    if (ready.length > 0) chunk.toolCalls = ready
  }
}

/** Returns whether a parsed event contains only text, like most events of a stream, so that no other field has to be read. */
export function isTextAlone(parsed: ParsedChatChunk): parsed is { readonly text: string } {
  // Many formats have an id in every event, so this check ends most calls.
  if (parsed.id !== undefined) return false
  for (const name in parsed) if (name !== 'text') return false
  return typeof parsed.text === 'string' && parsed.text !== ''
}

/** Returns whether a chunk has a piece of the answer, after which the answer has not ended yet. */
function hasAnswer({ text, reasoning, toolCalls, audio }: Chunk): boolean {
  return text !== undefined || reasoning !== undefined || toolCalls !== undefined || audio?.data !== undefined
}

/** Normalizes the reason: complete tool calls have to be run, even if the server sent another reason. */
export function normalizeFinishReason(reason: FinishReason, hasCompleteCalls: boolean): FinishReason {
  if (!hasCompleteCalls) return reason
  return reason === 'stop' || reason === 'other' ? 'tool-calls' : reason
}
