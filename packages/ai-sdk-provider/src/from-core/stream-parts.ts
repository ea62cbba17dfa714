import type { LanguageModelV4StreamPart, SharedV4ProviderMetadata, SharedV4Warning } from '@ai-sdk/provider'
import type { ChatChunk, FinishReason, ToolCallDelta, Usage } from '@azureml-endpoints/core'
import { toFinishReason, toUsage } from './answer.ts'
import { toolInput } from '../untrusted/tool-input.ts'

/** Takes the parts of a stream, as the controller of a `ReadableStream` does. */
export interface PartSink {
  enqueue(part: LanguageModelV4StreamPart): void
}

/** What a stream is to show besides its answer. */
export interface StreamOptions {
  readonly includeRawChunks: boolean
  /** Whether the text of one batch leaves as one delta. */
  readonly coalesceDeltas: boolean
}

interface OpenToolCall {
  readonly id: string
  readonly name: string
  input: string
}

/**
 * Makes the parts of one stream, in the order of the AI SDK's own providers: the start, raw chunks before what they hold,
 * reasoning closed before text, both closed before tools, tool calls whole at the end, and last the finish.
 */
export class StreamParts {
  /** How many parts have been given out. */
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

  /** Takes a piece of the answer. Text, which nearly every piece is, costs its own part and nothing else. */
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

  /** Gives the text that was held to be joined. */
  endBatch(): void {
    if (this.#buffered === '') return
    const delta = this.#buffered
    this.#buffered = ''
    this.#emit({ type: this.#open === 'reasoning' ? 'reasoning-delta' : 'text-delta', id: this.#id, delta })
  }

  /** Ends the answer: whole tool calls, and why it ended. */
  finish(providerMetadata: SharedV4ProviderMetadata): void {
    this.#close()
    for (const { id, name, input } of this.#toolCalls) {
      this.#emit({ type: 'tool-input-end', id })
      this.#emit({ type: 'tool-call', toolCallId: id, toolName: name, input: toolInput(input) })
    }
    this.#emitFinish(this.#finishReason, providerMetadata)
  }

  /** Ends an answer that broke off. Its tool calls are not given: half of one must not be run. */
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
