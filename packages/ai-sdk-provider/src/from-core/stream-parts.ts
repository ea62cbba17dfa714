import type { LanguageModelV4StreamPart, SharedV4ProviderMetadata, SharedV4Warning } from '@ai-sdk/provider'
import type { ChatChunk, FinishReason, ToolCallDelta, Usage } from '@azureml-endpoints/core'
import { toFinishReason } from './answer.ts'
import { toUsage } from './usage.ts'
import { toolInput } from '../untrusted/tool-input.ts'

/** Receives the parts of a stream; the controller of a `ReadableStream` is one. */
export interface PartSink {
  enqueue(part: LanguageModelV4StreamPart): void
}

/** What a stream contains besides its answer, and how. */
export interface StreamOptions {
  readonly includeRawChunks: boolean
  /** Whether to emit the text of one batch as one delta. */
  readonly coalesceDeltas: boolean
}

interface OpenToolCall {
  readonly id: string
  readonly name: string
  input: string
}

/**
 * Converts the chunks of one stream to parts, in the order of the AI SDK's own providers: the start, each raw chunk before its
 * parts, the end of reasoning before text, the end of both before tool calls, complete tool calls at the end, and the finish.
 */
export class StreamParts {
  /** The number of parts emitted so far. */
  count = 0
  readonly #sink: PartSink
  readonly #options: StreamOptions
  readonly #toolCalls: OpenToolCall[] = []
  #open: 'text' | 'reasoning' | undefined
  #id = ''
  #blocks = 0
  #buffered = ''
  #hasMetadata = false
  #usage: Usage | undefined
  #finishReason: FinishReason = 'other'
  #rawFinishReason: string | undefined

  constructor(sink: PartSink, options: StreamOptions) {
    this.#sink = sink
    this.#options = options
  }

  start(warnings: SharedV4Warning[]): void {
    this.#emit({ type: 'stream-start', warnings })
  }

  /** Converts a chunk. A chunk of text, by far the most common kind, creates no object but its part. */
  push(chunk: ChatChunk): void {
    if (this.#options.includeRawChunks && chunk.raw !== undefined) {
      this.endBatch()
      this.#emit({ type: 'raw', rawValue: chunk.raw })
    }
    if (!this.#hasMetadata && (chunk.id !== undefined || chunk.model !== undefined)) this.#emitMetadata(chunk)
    if (chunk.reasoning !== undefined) this.#emitText('reasoning', chunk.reasoning)
    if (chunk.text !== undefined) this.#emitText('text', chunk.text)
    if (chunk.toolCalls !== undefined) for (const delta of chunk.toolCalls) this.#pushToolCall(delta)
    if (chunk.usage !== undefined) this.#usage = chunk.usage
    if (chunk.finishReason !== undefined) {
      this.#finishReason = chunk.finishReason
      this.#rawFinishReason = chunk.rawFinishReason
    }
  }

  /** Emits the buffered text. */
  endBatch(): void {
    if (this.#buffered === '') return
    const delta = this.#buffered
    this.#buffered = ''
    this.#emit({ type: this.#open === 'reasoning' ? 'reasoning-delta' : 'text-delta', id: this.#id, delta })
  }

  /** Ends the answer: emits the complete tool calls and the finish reason. */
  finish(providerMetadata: SharedV4ProviderMetadata): void {
    this.#close()
    for (const { id, name, input } of this.#toolCalls) {
      this.#emit({ type: 'tool-input-end', id })
      this.#emit({ type: 'tool-call', toolCallId: id, toolName: name, input: toolInput(input) })
    }
    this.#emitFinish(this.#finishReason, providerMetadata)
  }

  /** Ends an answer that failed. Its tool calls are not emitted, because they may be incomplete and must not run. */
  fail(error: unknown, providerMetadata: SharedV4ProviderMetadata): void {
    this.endBatch()
    this.#emit({ type: 'error', error })
    this.#close()
    for (const { id } of this.#toolCalls) this.#emit({ type: 'tool-input-end', id })
    this.#emitFinish('error', providerMetadata)
  }

  #emitText(kind: 'text' | 'reasoning', delta: string): void {
    if (this.#open !== kind) this.#openBlock(kind)
    if (this.#options.coalesceDeltas) this.#buffered += delta
    else this.#emit({ type: kind === 'text' ? 'text-delta' : 'reasoning-delta', id: this.#id, delta })
  }

  #openBlock(kind: 'text' | 'reasoning'): void {
    this.#close()
    this.#open = kind
    this.#id = `${kind === 'text' ? 'txt' : 'reasoning'}-${this.#blocks++}`
    this.#emit({ type: kind === 'text' ? 'text-start' : 'reasoning-start', id: this.#id })
  }

  #close(): void {
    if (this.#open === undefined) return
    this.endBatch()
    this.#emit({ type: this.#open === 'text' ? 'text-end' : 'reasoning-end', id: this.#id })
    this.#open = undefined
  }

  #pushToolCall({ index, id, name, arguments: delta }: ToolCallDelta): void {
    let call = this.#toolCalls[index]
    if (call === undefined) {
      this.#close()
      call = { id: id ?? String(index), name: name ?? '', input: '' }
      this.#toolCalls[index] = call
      this.#emit({ type: 'tool-input-start', id: call.id, toolName: call.name })
    }
    if (delta === undefined) return
    call.input += delta
    this.#emit({ type: 'tool-input-delta', id: call.id, delta })
  }

  #emitMetadata({ id, model }: ChatChunk): void {
    this.#hasMetadata = true
    this.#emit({
      type: 'response-metadata',
      ...(id !== undefined && { id }),
      ...(model !== undefined && { modelId: model }),
    })
  }

  #emitFinish(reason: FinishReason, providerMetadata: SharedV4ProviderMetadata): void {
    const finishReason = toFinishReason(reason, this.#rawFinishReason)
    this.#emit({ type: 'finish', finishReason, usage: toUsage(this.#usage), providerMetadata })
  }

  #emit(part: LanguageModelV4StreamPart): void {
    this.count++
    this.#sink.enqueue(part)
  }
}
