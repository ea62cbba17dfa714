import type { ParsedChatChunk, Fields } from '@azureml-endpoints/core'
import type { ReadingOptions } from '../response/answer.ts'
import { ContentParts, reasoningInDetails, reasoningInField } from '../response/message-content.ts'
import { reasoningFieldOf } from '../response/provider-data.ts'
import { ThinkSplitter } from '../response/think-splitter.ts'
import { readToolCallDeltas, readWholeToolCalls } from '../response/tool-calls.ts'
import { addReasoning, addText, type Chunk } from './parsed-chunk.ts'
import type { StreamExtras } from './stream-extras.ts'

/** Reads the message of one stream, delta by delta. */
export class MessageStream {
  readonly #extras: StreamExtras
  readonly #readsReasoning: boolean
  /** Undefined once no more tags are expected. */
  #splitter: ThinkSplitter | undefined
  /** Undefined until content has arrived in parts. */
  #parts: ContentParts | undefined
  /** Buffered, since it is the text only if there is no content. */
  #refusal = ''
  #hasContent = false
  /** Whether text or tool calls have arrived. */
  #hasOutput = false
  #hasPlaceholder = false

  constructor({ mode }: ReadingOptions, extras: StreamExtras) {
    this.#extras = extras
    this.#readsReasoning = mode !== 'off'
    this.#splitter = mode === 'auto' ? new ThinkSplitter() : undefined
  }

  /** Reads a delta. */
  readDelta(delta: Fields, chunk: Chunk): void {
    this.#read(delta, readToolCallDeltas(delta), chunk)
  }

  /** Reads a complete message. Some servers end with one, which repeats the deltas if there were any. */
  readWhole(message: Fields, chunk: Chunk): void {
    if (!this.#hasOutput) this.#read(message, readWholeToolCalls(message), chunk)
  }

  /** Emits what was held back, when the message has ended. */
  end(chunk: Chunk): void {
    if (this.#splitter !== undefined) {
      this.#splitter.end()
      this.#addSplit(this.#splitter, chunk)
    }
    if (this.#hasContent || this.#refusal === '') return
    addText(chunk, this.#refusal)
    chunk.finishReason = 'content-filter'
    this.#refusal = ''
  }

  #read(message: Fields, toolCalls: ParsedChatChunk['toolCalls'], chunk: Chunk): void {
    if (toolCalls !== undefined) {
      chunk.toolCalls = chunk.toolCalls === undefined ? toolCalls : [...chunk.toolCalls, ...toolCalls]
      this.#hasOutput = true
    }
    const { content, refusal } = message
    const parts = typeof content === 'string' && this.#parts === undefined ? undefined : this.#separate(content)
    if (this.#readsReasoning) this.#readReasoning(message, parts?.reasoning ?? '', chunk)
    const text = parts === undefined ? (content as string) : parts.text
    if (text !== '') this.#readText(text, chunk)
    if (typeof refusal === 'string' && refusal !== '') this.#readRefusal(refusal, chunk)
    if (parts !== undefined && parts.refusal !== '') this.#readRefusal(parts.refusal, chunk)
  }

  #separate(content: unknown): ContentParts {
    const parts = (this.#parts ??= new ContentParts())
    parts.push(content)
    return parts
  }

  #readReasoning(message: Fields, inParts: string, chunk: Chunk): void {
    let reasoning = reasoningInField(message)
    if (reasoning === '') reasoning = inParts
    if (reasoning === PLACEHOLDER) {
      if (this.#hasPlaceholder) return
      this.#hasPlaceholder = true
    }
    if (reasoning !== '') {
      addReasoning(chunk, reasoning)
      const field = reasoningFieldOf(message)
      if (field !== undefined) this.#extras.recordReasoning(field, chunk)
    } else if (message['reasoning_details'] !== undefined && !this.#extras.hasReasoning) {
      addReasoning(chunk, reasoningInDetails(message))
    }
  }

  #readRefusal(refusal: string, chunk: Chunk): void {
    chunk.refusal = chunk.refusal === undefined ? refusal : chunk.refusal + refusal
    if (this.#hasContent) return
    this.#refusal += refusal
    if (this.#refusal.length <= MAX_REFUSAL_LENGTH) return
    throw new Error(`The refusal in the stream is longer than ${MAX_REFUSAL_LENGTH} characters.`)
  }

  #readText(text: string, chunk: Chunk): void {
    this.#hasContent = true
    this.#hasOutput = true
    const splitter = this.#splitter
    if (splitter === undefined) return addText(chunk, text)
    splitter.push(text)
    this.#addSplit(splitter, chunk)
    if (!splitter.active) this.#splitter = undefined
  }

  #addSplit({ text, reasoning }: ThinkSplitter, chunk: Chunk): void {
    addText(chunk, text)
    addReasoning(chunk, reasoning)
    if (reasoning !== '') this.#extras.recordReasoning('none', chunk)
  }
}

/** Grok repeats this text while it thinks; its actual reasoning is not sent. */
const PLACEHOLDER = 'Thinking... '

/** The most characters of a refusal to buffer. */
const MAX_REFUSAL_LENGTH = 64 * 1024
