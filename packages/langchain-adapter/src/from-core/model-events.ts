import type { ChatChunk, FinishReason, ToolCallDelta } from '@azureml-endpoints/core'
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

/**
 * Converts the chunks of one stream to LangChain's content-block events. LangChain's own conversion assigns the same index to the
 * text and the first tool call, and so loses the call.
 */
export class ModelEventConverter {
  readonly #chunks: MessageChunkConverter
  readonly #textBlocks = new Map<TextBlock['type'], TextBlock>()
  readonly #calls = new Map<number, CallBlock>()
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
    if (chunk.toolCalls !== undefined) for (const delta of chunk.toolCalls) this.#addToolCall(delta)
    if (message.usage_metadata !== undefined) {
      this.#usage = message.usage_metadata
      this.#events.push({ event: 'usage', usage: this.#usage })
    }
    return this.#takeEvents()
  }

  /** Returns the events that end the stream. */
  finish(): readonly ChatModelStreamEvent[] {
    const blocks = [...this.#textBlocks.values(), ...this.#calls.values()].toSorted(
      (one, other) => one.index - other.index,
    )
    for (const block of blocks) {
      this.#events.push({ event: 'content-block-finish', index: block.index, content: toContentBlock(block) })
    }
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
    block.text += delta
    const event: ContentBlockDelta =
      type === 'text' ? { type: 'text-delta', text: delta } : { type: 'reasoning-delta', reasoning: delta }
    this.#events.push({ event: 'content-block-delta', index: block.index, delta: event })
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
    return this.#textBlocks.size + this.#calls.size
  }

  #takeEvents(): readonly ChatModelStreamEvent[] {
    const events = this.#events
    this.#events = []
    return events
  }
}

function toContentBlock(block: TextBlock | CallBlock): ContentBlock {
  if (block.type !== 'tool_call_chunk') return { type: block.type, [block.type]: block.text } as ContentBlock
  const { tool_calls: calls, invalid_tool_calls: invalid } = parseCompleteCalls([block])
  return (calls[0] ?? invalid[0]) as ContentBlock
}

const reasons: Partial<Record<FinishReason, NonNullable<MessageFinishEvent['reason']>>> = {
  stop: 'stop',
  length: 'length',
  'tool-calls': 'tool_use',
  'content-filter': 'content_filter',
}
