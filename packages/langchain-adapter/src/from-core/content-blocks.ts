import type { AIMessage, AIMessageChunk, ContentBlock } from '@langchain/core/messages'

/** The name of this provider in `response_metadata.model_provider` and in traces. */
export const providerName = 'azureml'

type Blocks = ContentBlock.Standard[]

interface BlockTranslator {
  translateContent(message: AIMessage): Blocks
  translateContentChunk(message: AIMessageChunk): Blocks
}

/**
 * Registers the conversion of our messages to standard content blocks. Without it, `contentBlocks` lacks the reasoning, even of a
 * message that was stored and loaded. LangChain looks up translators by provider in this registry, which all of its copies share.
 */
export function registerContentBlocks(): void {
  const { lc_block_translators_registry: registry } = globalThis as {
    readonly lc_block_translators_registry?: Map<string, BlockTranslator>
  }
  if (!(registry instanceof Map) || registry.has(providerName)) return
  registry.set(providerName, { translateContent: messageBlocks, translateContentChunk: messageBlocks })
}

/** Returns the standard blocks of a complete message: reasoning, text, a refusal, a recording, tool calls. */
export function messageBlocks(message: AIMessage | AIMessageChunk): Blocks {
  const blocks: object[] = spokenBlocks(message)
  for (const { id, name, args } of message.tool_calls ?? []) blocks.push({ type: 'tool_call', id, name, args })
  for (const call of message.invalid_tool_calls ?? []) blocks.push({ ...call, type: 'invalid_tool_call' })
  return blocks as Blocks
}

/** Returns the standard blocks of a message chunk. LangChain merges blocks by `index`; without it, every token would be a block. */
export function chunkBlocks(message: AIMessageChunk): Blocks {
  const blocks: object[] = []
  for (const block of spokenBlocks(message)) blocks.push({ ...block, index: blockIndexes[block.type] })
  for (const chunk of message.tool_call_chunks ?? []) blocks.push({ ...chunk, type: 'tool_call_chunk' })
  return blocks as Blocks
}

const blockIndexes: Readonly<Record<string, number>> = { reasoning: 0, text: 1, audio: 2, refusal: 3 }

function spokenBlocks({ additional_kwargs: kwargs, content }: AIMessage | AIMessageChunk): Blocks {
  const { reasoning_content: reasoning } = kwargs
  const reasoningBlocks: Blocks =
    typeof reasoning === 'string' && reasoning !== ''
      ? [{ type: 'reasoning', reasoning } as ContentBlock.Reasoning]
      : []
  if (typeof content !== 'string') {
    const blocks = (content as Blocks).filter(({ type }) => !type.includes('tool_call'))
    return blocks.some(({ type }) => type === 'reasoning') ? blocks : [...reasoningBlocks, ...blocks]
  }
  const { refusal, citations, audio } = kwargs
  return [...reasoningBlocks, ...textBlocks(content, citations), ...refusalBlocks(refusal), ...audioBlocks(audio)]
}

/** Returns the block of a refusal, from which LangChain knows that there is nothing to parse. The text may repeat it. */
function refusalBlocks(refusal: unknown): Blocks {
  return typeof refusal === 'string' && refusal !== '' ? [{ type: 'refusal', refusal } as object as Blocks[number]] : []
}

/** Returns the text with its citations. LangChain drops blocks with an empty text when it merges them. */
function textBlocks(text: string, citations: unknown): Blocks {
  const annotations =
    Array.isArray(citations) && citations.length > 0 ? { annotations: citations as object[] } : undefined
  if (text === '' && annotations === undefined) return []
  return [{ type: 'text', ...(text !== '' && { text }), ...annotations } as ContentBlock.Text]
}

/** Returns a recording; its words are in its metadata, since LangChain's block has no field for them. */
function audioBlocks(audio: unknown): Blocks {
  if (typeof audio !== 'object' || audio === null) return []
  const { data, transcript, mime_type: mimeType } = audio as Readonly<Record<string, unknown>>
  return [
    {
      type: 'audio',
      ...(typeof data === 'string' && { data }),
      ...(typeof mimeType === 'string' && { mimeType }),
      ...(typeof transcript === 'string' && { metadata: { transcript } }),
    } as ContentBlock.Multimodal.Audio,
  ]
}
