import type { ChatChunk, FinishReason, GeneratedAudio, ToolCallDelta } from '@azureml-endpoints/core'
import type { ChatModelStreamEvent, ContentBlockDelta, MessageFinishEvent } from '@langchain/core/language_models/event'
import type { ContentBlock } from '@langchain/core/messages'
import { MessageChunkConverter } from './message-chunks.ts'
import type { Origin } from './metadata.ts'
import { parseCompleteCalls } from './tool-calls.ts'

type TextBlock = { readonly index: number; readonly type: 'text' | 'reasoning'; text: string }
type CallBlock = {
  readonly index: number
  readonly type: 'tool_call_chunk'
  readonly id: string
  readonly name: string
  args: string
}
type AudioBlock = {
  readonly index: number
  readonly type: 'audio'
  data: string
  transcript: string
  mimeType?: string
}

/**
 * Converts the chunks of one stream to LangChain's content-block events. LangChain's own conversion assigns the same index to the
 * text and the first tool call, and so loses the call.
 */
export class ModelEventConverter {
  readonly #chunks: MessageChunkConverter
  readonly #textBlocks = new Map<TextBlock['type'], TextBlock>()
  readonly #calls = new Map<number, CallBlock>()
  readonly #citations: object[] = []
  #audio: AudioBlock | undefined
  #refusal = ''
  readonly #metadata: Record<string, unknown> = {}
  #events: ChatModelStreamEvent[] = []
  #finishReason: FinishReason | undefined
  #usage: MessageFinishEvent['usage'] | undefined

  constructor(origin: Origin) {
    this.#chunks = new MessageChunkConverter(origin)
    this.#events.push({ event: 'message-start' })
  }

  /** Converts a chunk to events. */
  convert(chunk: ChatChunk): readonly ChatModelStreamEvent[] {
    const message = this.#chunks.convert(chunk)
    if (message === undefined) return this.#takeEvents()
    Object.assign(this.#metadata, message.response_metadata)
    this.#finishReason = chunk.finishReason ?? this.#finishReason
    if (chunk.reasoning) this.#addText('reasoning', chunk.reasoning)
    if (chunk.text) this.#addText('text', chunk.text)
    const { citations } = message.additional_kwargs
    if (Array.isArray(citations)) this.#addCitations(citations as object[])
    if (chunk.audio !== undefined) this.#addAudio(chunk.audio)
    if (chunk.refusal !== undefined) this.#refusal += chunk.refusal
    if (chunk.toolCalls !== undefined) for (const delta of chunk.toolCalls) this.#addToolCall(delta)
    if (message.usage_metadata !== undefined) {
      this.#usage = message.usage_metadata
      this.#events.push({ event: 'usage', usage: this.#usage })
    }
    return this.#takeEvents()
  }

  /** Returns the events that end the stream. */
  finish(): readonly ChatModelStreamEvent[] {
    const audio = this.#audio === undefined ? [] : [this.#audio]
    const blocks = [...this.#textBlocks.values(), ...audio, ...this.#calls.values()]
    for (const block of blocks.toSorted((one, other) => one.index - other.index)) {
      const content = toContentBlock(block, this.#citations)
      this.#events.push({ event: 'content-block-finish', index: block.index, content })
    }
    if (this.#refusal !== '') this.#addRefusal()
    const reason = this.#finishReason === undefined ? undefined : reasons[this.#finishReason]
    this.#events.push({
      event: 'message-finish',
      // A reason that LangChain has no name for is only in the metadata.
      ...(reason !== undefined && { reason }),
      ...(this.#usage !== undefined && { usage: this.#usage }),
      responseMetadata: this.#metadata,
    })
    return this.#takeEvents()
  }

  #addText(type: TextBlock['type'], delta: string): void {
    const block = this.#textBlocks.get(type) ?? { index: this.#nextIndex, type, text: '' }
    if (!this.#textBlocks.has(type)) {
      this.#events.push({ event: 'content-block-start', index: block.index, content: toContentBlock(block) })
      this.#textBlocks.set(type, block)
    }
    if (delta === '') return
    block.text += delta
    const event: ContentBlockDelta =
      type === 'text' ? { type: 'text-delta', text: delta } : { type: 'reasoning-delta', reasoning: delta }
    this.#events.push({ event: 'content-block-delta', index: block.index, delta: event })
  }

  /** Adds citations to the text, which they may come before. */
  #addCitations(citations: readonly object[]): void {
    for (const citation of citations) this.#citations.push(citation)
    this.#addText('text', '')
  }

  #addAudio({ data = '', transcript = '', mediaType }: GeneratedAudio): void {
    const isNew = this.#audio === undefined
    const block = (this.#audio ??= { index: this.#nextIndex, type: 'audio', data: '', transcript: '' })
    if (mediaType !== undefined) block.mimeType = mediaType
    if (isNew) this.#events.push({ event: 'content-block-start', index: block.index, content: toContentBlock(block) })
    block.data += data
    block.transcript += transcript
    if (data === '') return
    this.#events.push({ event: 'content-block-delta', index: block.index, delta: { type: 'data-delta', data } })
  }

  /** Adds the refusal at the end, since LangChain has no event for a piece of one. */
  #addRefusal(): void {
    const content = { type: 'refusal', refusal: this.#refusal } as ContentBlock
    const index = this.#nextIndex
    this.#events.push({ event: 'content-block-start', index, content })
    this.#events.push({ event: 'content-block-finish', index, content })
  }

  #addToolCall({ index, id = '', name = '', arguments: args = '' }: ToolCallDelta): void {
    const block = this.#calls.get(index) ?? { index: this.#nextIndex, type: 'tool_call_chunk', id, name, args: '' }
    if (!this.#calls.has(index)) {
      const content = { type: 'tool_call_chunk', id, name, args: '', index } as ContentBlock
      this.#events.push({ event: 'content-block-start', index: block.index, content })
      this.#calls.set(index, block)
    }
    if (args === '') return
    block.args += args
    const fields = { type: block.type, id: block.id, name: block.name, args: block.args }
    this.#events.push({ event: 'content-block-delta', index: block.index, delta: { type: 'block-delta', fields } })
  }

  get #nextIndex(): number {
    return this.#textBlocks.size + this.#calls.size + (this.#audio === undefined ? 0 : 1)
  }

  #takeEvents(): readonly ChatModelStreamEvent[] {
    const events = this.#events
    this.#events = []
    return events
  }
}

function toContentBlock(block: TextBlock | AudioBlock | CallBlock, citations: readonly object[] = []): ContentBlock {
  if (block.type === 'audio') {
    const { type, data, transcript, mimeType } = block
    const said = transcript === '' ? undefined : { metadata: { transcript } }
    return { type, data, ...(mimeType !== undefined && { mimeType }), ...said }
  }
  if (block.type === 'tool_call_chunk') {
    const { tool_calls: calls, invalid_tool_calls: invalid } = parseCompleteCalls([block])
    return (calls[0] ?? invalid[0]) as object as ContentBlock
  }
  const annotations = block.type === 'text' && citations.length > 0 ? { annotations: [...citations] } : undefined
  return { type: block.type, [block.type]: block.text, ...annotations } as ContentBlock
}

const reasons: Partial<Record<FinishReason, NonNullable<MessageFinishEvent['reason']>>> = {
  stop: 'stop',
  length: 'length',
  'tool-calls': 'tool_use',
  'content-filter': 'content_filter',
}
