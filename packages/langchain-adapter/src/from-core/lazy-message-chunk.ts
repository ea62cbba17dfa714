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
 * An `AIMessageChunk` in everything but cost. LangChain's own joins and reads all tool arguments again whenever a piece is added, so
 * that a long tool call takes the square of its length; this one lines the pieces up, and joins and reads them when someone looks.
 */
export class LazyMessageChunk extends AIMessageChunk implements UnjoinedToolCalls {
  readonly #pieces: AppendOnlyList<ToolCallChunk> | undefined
  readonly #isPiece: boolean
  #chunks: ToolCallChunk[] | undefined
  #read: (ParsedToolCalls & { readonly isWhole: boolean }) | undefined

  /** Takes what an `AIMessageChunk` takes, since LangChain makes copies by the class of what it copies. */
  constructor(fields: AIMessageChunkFields | AIMessageChunkFields['content'], sum?: MessageSum, isPiece?: 'piece') {
    super(sum?.fields ?? withoutChunks(fields))
    this.#pieces = sum === undefined ? piecesOf(fields) : sum.toolCallChunks
    this.#isPiece = isPiece !== undefined
    if (this.#pieces === undefined) return
    // One by one: `defineProperties` takes half as long again, and there is a message for each few characters of arguments.
    Object.defineProperty(this, 'tool_call_chunks', toolCallProperties.tool_call_chunks)
    Object.defineProperty(this, 'tool_calls', toolCallProperties.tool_calls)
    Object.defineProperty(this, 'invalid_tool_calls', toolCallProperties.invalid_tool_calls)
  }

  /** Makes a message from the sum of its pieces. */
  static fromSum(sum: MessageSum): LazyMessageChunk {
    return new LazyMessageChunk(sum.fields, sum)
  }

  /** Makes a piece of a message. */
  static piece(fields: AIMessageChunkFields, chunks: ToolCallChunk[] | undefined): LazyMessageChunk {
    const toolCallChunks = chunks === undefined ? undefined : new AppendOnlyList(chunks)
    return new LazyMessageChunk(fields, { fields, toolCallChunks }, 'piece')
  }

  /** Makes a message that comes as one. */
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

  override get contentBlocks(): ContentBlock.Standard[] {
    if (this.response_metadata['output_version'] === 'v1') return this.#standardBlocks()
    if (this.response_metadata['model_provider'] !== providerName) return super.contentBlocks
    return this.#isPiece ? chunkBlocks(this) : messageBlocks(this)
  }

  /** Stored under LangChain's names. A chunk is read again when it is loaded, and a call cut short would be completed: so it is no chunk. */
  override get lc_id(): string[] {
    const isBroken = this.#isWhole && (this.invalid_tool_calls?.length ?? 0) > 0
    return [...this.lc_namespace, isBroken ? 'AIMessage' : 'AIMessageChunk']
  }

  /** The pieces of tool calls, joined. */
  joinedChunks(): ToolCallChunk[] {
    return (this.#chunks ??= joinToolCallChunks(this.#pieces?.toArray() ?? []))
  }

  /** The tool calls: read strictly once the message says why it ended, until then as far as they go. */
  parsedCalls(): ParsedToolCalls {
    const isWhole = this.#isWhole
    if (this.#read?.isWhole !== isWhole) {
      const chunks = this.joinedChunks()
      this.#read = { ...(isWhole ? parseCompleteCalls(chunks) : parsePartialCalls(chunks)), isWhole }
    }
    return this.#read
  }

  get #isWhole(): boolean {
    return this.response_metadata['finish_reason'] !== undefined
  }

  /** In LangChain's v1 form the content is the blocks; calls that came in pieces are shown as calls once they are whole. */
  #standardBlocks(): ContentBlock.Standard[] {
    const blocks = this.content as unknown as ContentBlock.Standard[]
    if (!this.#isWhole || !blocks.some(({ type }) => type === 'tool_call_chunk')) return blocks
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
  return piecesOf(fields) === undefined ? fields : { ...fields, tool_call_chunks: [], tool_calls: [] }
}

function piecesOf(
  fields: AIMessageChunkFields | AIMessageChunkFields['content'],
): AppendOnlyList<ToolCallChunk> | undefined {
  if (typeof fields !== 'object' || Array.isArray(fields)) return undefined
  const { tool_call_chunks: chunks } = fields
  return chunks === undefined || chunks.length === 0 ? undefined : new AppendOnlyList(chunks)
}

/** Properties of the message itself, as LangChain has them, so that it can be spread, stored and compared. */
const toolCallProperties = {
  tool_call_chunks: lazily('tool_call_chunks', (message) => message.joinedChunks()),
  tool_calls: lazily('tool_calls', (message) => message.parsedCalls().tool_calls),
  invalid_tool_calls: lazily('invalid_tool_calls', (message) => message.parsedCalls().invalid_tool_calls),
}

type ToolCallProperty = ToolCallChunk[] | NonNullable<AIMessage['tool_calls']> | InvalidToolCall[]

function lazily(name: string, read: (message: LazyMessageChunk) => ToolCallProperty): PropertyDescriptor {
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
