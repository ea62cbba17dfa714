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

/** Returns the standard blocks of a complete message: reasoning, text, tool calls. */
export function messageBlocks(message: AIMessage | AIMessageChunk): Blocks {
  const blocks: object[] = textBlocks(message)
  for (const { id, name, args } of message.tool_calls ?? []) blocks.push({ type: 'tool_call', id, name, args })
  for (const call of message.invalid_tool_calls ?? []) blocks.push({ ...call, type: 'invalid_tool_call' })
  return blocks as Blocks
}

/** Returns the standard blocks of a message chunk. LangChain merges blocks by `index`; without it, every token would be a block. */
export function chunkBlocks(message: AIMessageChunk): Blocks {
  const blocks: object[] = []
  for (const block of textBlocks(message)) blocks.push({ ...block, index: block.type === 'reasoning' ? 0 : 1 })
  for (const chunk of message.tool_call_chunks ?? []) blocks.push({ ...chunk, type: 'tool_call_chunk' })
  return blocks as Blocks
}

function textBlocks(message: AIMessage | AIMessageChunk): Blocks {
  const { reasoning_content: reasoning } = message.additional_kwargs
  const reasoningBlocks: Blocks =
    typeof reasoning === 'string' && reasoning !== ''
      ? [{ type: 'reasoning', reasoning } as ContentBlock.Reasoning]
      : []
  if (typeof message.content !== 'string') {
    const content = (message.content as Blocks).filter(({ type }) => !type.includes('tool_call'))
    return content.some(({ type }) => type === 'reasoning') ? content : [...reasoningBlocks, ...content]
  }
  return message.content === ''
    ? reasoningBlocks
    : [...reasoningBlocks, { type: 'text', text: message.content } as ContentBlock.Text]
}
