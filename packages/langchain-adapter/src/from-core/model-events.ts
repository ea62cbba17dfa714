import type { ChatChunk, FinishReason, ToolCallDelta } from '@azureml-endpoints/core'
import type { ChatModelStreamEvent, ContentBlockDelta, MessageFinishEvent } from '@langchain/core/language_models/event'
import type { ContentBlock } from '@langchain/core/messages'
import { StreamReader } from './message-chunks.ts'
import type { Origin } from './metadata.ts'
import { readWholeCalls } from './tool-calls.ts'

type SpokenBlock = { readonly index: number; readonly type: 'text' | 'reasoning'; text: string }
type CallBlock = {
  readonly index: number
  readonly type: 'tool_call_chunk'
  readonly id: string
  readonly name: string
  args: string
}

/**
 * Makes LangChain's content-block events of the pieces of one stream. LangChain's own bridge gives text and the first tool call the
 * same index, and so loses the call.
 */
export class StreamEvents {
  readonly #reader: StreamReader
  readonly #spoken = new Map<SpokenBlock['type'], SpokenBlock>()
  readonly #calls = new Map<number, CallBlock>()
  readonly #metadata: Record<string, unknown> = {}
  #out: ChatModelStreamEvent[] = []
  #finishReason: FinishReason | undefined
  #usage: MessageFinishEvent['usage'] | undefined

  constructor(origin: Origin) {
    this.#reader = new StreamReader(origin)
    this.#out.push({ event: 'message-start' })
  }

  /** Gives the events of a piece. */
  read(chunk: ChatChunk): readonly ChatModelStreamEvent[] {
    const message = this.#reader.read(chunk)
    if (message === undefined) return this.#take()
    Object.assign(this.#metadata, message.response_metadata)
    this.#finishReason = chunk.finishReason ?? this.#finishReason
    if (chunk.reasoning) this.#say('reasoning', chunk.reasoning)
    if (chunk.text) this.#say('text', chunk.text)
    if (chunk.toolCalls !== undefined) for (const delta of chunk.toolCalls) this.#call(delta)
    if (message.usage_metadata !== undefined) {
      this.#usage = message.usage_metadata
      this.#out.push({ event: 'usage', usage: this.#usage })
    }
    return this.#take()
  }

  /** Gives the events at the end of the stream. */
  end(): readonly ChatModelStreamEvent[] {
    const blocks = [...this.#spoken.values(), ...this.#calls.values()].toSorted((one, other) => one.index - other.index)
    for (const block of blocks) {
      this.#out.push({ event: 'content-block-finish', index: block.index, content: finished(block) })
    }
    const reason = this.#finishReason === undefined ? undefined : reasons[this.#finishReason]
    this.#out.push({
      event: 'message-finish',
      // What LangChain has no word for stands in the metadata alone.
      ...(reason !== undefined && { reason }),
      ...(this.#usage !== undefined && { usage: this.#usage }),
      responseMetadata: this.#metadata,
    })
    return this.#take()
  }

  #say(type: SpokenBlock['type'], said: string): void {
    const block = this.#spoken.get(type) ?? { index: this.#nextIndex, type, text: '' }
    if (!this.#spoken.has(type)) {
      this.#out.push({ event: 'content-block-start', index: block.index, content: finished(block) })
      this.#spoken.set(type, block)
    }
    block.text += said
    const delta: ContentBlockDelta =
      type === 'text' ? { type: 'text-delta', text: said } : { type: 'reasoning-delta', reasoning: said }
    this.#out.push({ event: 'content-block-delta', index: block.index, delta })
  }

  #call({ index, id = '', name = '', arguments: args = '' }: ToolCallDelta): void {
    const block = this.#calls.get(index) ?? { index: this.#nextIndex, type: 'tool_call_chunk', id, name, args: '' }
    if (!this.#calls.has(index)) {
      const content = { type: 'tool_call_chunk', id, name, args: '', index } as ContentBlock
      this.#out.push({ event: 'content-block-start', index: block.index, content })
      this.#calls.set(index, block)
    }
    if (args === '') return
    block.args += args
    const fields = { type: block.type, id: block.id, name: block.name, args: block.args }
    this.#out.push({ event: 'content-block-delta', index: block.index, delta: { type: 'block-delta', fields } })
  }

  get #nextIndex(): number {
    return this.#spoken.size + this.#calls.size
  }

  #take(): readonly ChatModelStreamEvent[] {
    const events = this.#out
    this.#out = []
    return events
  }
}

function finished(block: SpokenBlock | CallBlock): ContentBlock {
  if (block.type !== 'tool_call_chunk') return { type: block.type, [block.type]: block.text } as ContentBlock
  const { tool_calls: calls, invalid_tool_calls: invalid } = readWholeCalls([block])
  return (calls[0] ?? invalid[0]) as ContentBlock
}

const reasons: Partial<Record<FinishReason, NonNullable<MessageFinishEvent['reason']>>> = {
  stop: 'stop',
  length: 'length',
  'tool-calls': 'tool_use',
  'content-filter': 'content_filter',
}
