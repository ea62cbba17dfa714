import {
  AIMessageChunk,
  type AIMessageChunkFields,
  type AIMessage,
  type ContentBlock,
  type InvalidToolCall,
  type MessageStructure,
  type ToolCallChunk,
} from '@langchain/core/messages'
import { AppendOnlyList } from './append-only-list.ts'
import { chunkBlocks, providerName, messageBlocks } from './content-blocks.ts'
import { type MessageSum, addMessage, type UnjoinedToolCalls, sumOf } from './message-sum.ts'
import { joinToolCallChunks, type ParsedToolCalls, parsePartialCalls, parseCompleteCalls } from './tool-calls.ts'

/**
 * An `AIMessageChunk` that joins and parses its tool call chunks only when they are read. LangChain's own class does both each time
 * a chunk is added, which takes quadratic time for a long tool call.
 */
export class LazyMessageChunk extends AIMessageChunk implements UnjoinedToolCalls {
  readonly #pieces: AppendOnlyList<ToolCallChunk> | undefined
  readonly #isChunk: boolean
  #chunks: ToolCallChunk[] | undefined
  #parsed: (ParsedToolCalls & { readonly isComplete: boolean }) | undefined

  /** Accepts what `AIMessageChunk` accepts, because LangChain copies a message with the constructor of its class. */
  constructor(fields: AIMessageChunkFields | AIMessageChunkFields['content'], sum?: MessageSum, isChunk?: 'chunk') {
    super(sum?.fields ?? withoutChunks(fields))
    this.#pieces = sum === undefined ? toolCallPiecesIn(fields) : sum.toolCallChunks
    this.#isChunk = isChunk !== undefined
    if (this.#pieces === undefined) return
    // One at a time: `defineProperties` takes 50 % longer, and there is a message for every few characters of arguments.
    Object.defineProperty(this, 'tool_call_chunks', toolCallProperties.tool_call_chunks)
    Object.defineProperty(this, 'tool_calls', toolCallProperties.tool_calls)
    Object.defineProperty(this, 'invalid_tool_calls', toolCallProperties.invalid_tool_calls)
  }

  /** Creates a message from merged chunks. */
  static fromSum(sum: MessageSum): LazyMessageChunk {
    return new LazyMessageChunk(sum.fields, sum)
  }

  /** Creates one chunk of a message. */
  static piece(fields: AIMessageChunkFields, chunks: ToolCallChunk[] | undefined): LazyMessageChunk {
    const toolCallChunks = chunks === undefined ? undefined : new AppendOnlyList(chunks)
    return new LazyMessageChunk(fields, { fields, toolCallChunks }, 'chunk')
  }

  /** Creates a message that arrived as a single chunk. */
  static whole(fields: AIMessageChunkFields, chunks: ToolCallChunk[] | undefined): LazyMessageChunk {
    const toolCallChunks = chunks === undefined ? undefined : new AppendOnlyList(chunks)
    return new LazyMessageChunk(fields, { fields, toolCallChunks })
  }

  get toolCallPieces(): AppendOnlyList<ToolCallChunk> | undefined {
    return this.#pieces
  }

  override concat(chunk: AIMessageChunk<MessageStructure>): this {
    return LazyMessageChunk.fromSum(addMessage(sumOf(this), chunk as AIMessageChunk)) as this
  }

  /** Returns a copy of a whole message. To copy its properties would leave out what is private. */
  copy(): LazyMessageChunk {
    return LazyMessageChunk.fromSum(sumOf(this))
  }

  override get contentBlocks(): ContentBlock.Standard[] {
    if (this.response_metadata['output_version'] === 'v1') return this.#standardBlocks()
    if (this.response_metadata['model_provider'] !== providerName) return super.contentBlocks
    return this.#isChunk ? chunkBlocks(this) : messageBlocks(this)
  }

  /** The class name to store. Loading a chunk would complete a tool call that was cut off, so such a message is not stored as a chunk. */
  override get lc_id(): string[] {
    const isCutOff = this.#isComplete && (this.invalid_tool_calls?.length ?? 0) > 0
    return [...this.lc_namespace, isCutOff ? 'AIMessage' : 'AIMessageChunk']
  }

  /** Returns the joined tool call chunks. */
  joinedChunks(): ToolCallChunk[] {
    return (this.#chunks ??= joinToolCallChunks(this.#pieces?.toArray() ?? []))
  }

  /** Returns the tool calls: parsed strictly once there is a finish reason, and until then as partial JSON. */
  parsedCalls(): ParsedToolCalls {
    const isComplete = this.#isComplete
    if (this.#parsed?.isComplete !== isComplete) {
      const chunks = this.joinedChunks()
      this.#parsed = { ...(isComplete ? parseCompleteCalls(chunks) : parsePartialCalls(chunks)), isComplete }
    }
    return this.#parsed
  }

  get #isComplete(): boolean {
    return this.response_metadata['finish_reason'] !== undefined
  }

  /** In LangChain's v1 format, the content is the blocks. Tool call chunks become tool calls once the message is complete. */
  #standardBlocks(): ContentBlock.Standard[] {
    const blocks = this.content as unknown as ContentBlock.Standard[]
    if (!this.#isComplete || !blocks.some(({ type }) => type === 'tool_call_chunk')) return blocks
    return [...blocks.filter(({ type }) => type !== 'tool_call_chunk'), ...callBlocks(this)]
  }
}

function callBlocks(message: LazyMessageChunk): ContentBlock.Standard[] {
  return messageBlocks(message).filter(({ type }) => type === 'tool_call' || type === 'invalid_tool_call')
}

function withoutChunks(
  fields: AIMessageChunkFields | AIMessageChunkFields['content'],
): AIMessageChunkFields | NonNullable<AIMessageChunkFields['content']> {
  if (typeof fields !== 'object' || Array.isArray(fields)) return fields ?? ''
  return toolCallPiecesIn(fields) === undefined ? fields : { ...fields, tool_call_chunks: [], tool_calls: [] }
}

function toolCallPiecesIn(
  fields: AIMessageChunkFields | AIMessageChunkFields['content'],
): AppendOnlyList<ToolCallChunk> | undefined {
  if (typeof fields !== 'object' || Array.isArray(fields)) return undefined
  const { tool_call_chunks: chunks } = fields
  return chunks === undefined || chunks.length === 0 ? undefined : new AppendOnlyList(chunks)
}

/** Own properties, as in LangChain's class, so that the message can be spread, stored and compared. */
const toolCallProperties = {
  tool_call_chunks: lazyProperty('tool_call_chunks', (message) => message.joinedChunks()),
  tool_calls: lazyProperty('tool_calls', (message) => message.parsedCalls().tool_calls),
  invalid_tool_calls: lazyProperty('invalid_tool_calls', (message) => message.parsedCalls().invalid_tool_calls),
}

type ToolCallProperty = ToolCallChunk[] | NonNullable<AIMessage['tool_calls']> | InvalidToolCall[]

function lazyProperty(name: string, read: (message: LazyMessageChunk) => ToolCallProperty): PropertyDescriptor {
  return {
    configurable: true,
    enumerable: true,
    get(this: LazyMessageChunk) {
      return read(this)
    },
    set(this: LazyMessageChunk, value: unknown) {
      Object.defineProperty(this, name, { configurable: true, enumerable: true, writable: true, value })
    },
  }
}
