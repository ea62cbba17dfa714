import type { AIMessage, AIMessageChunk, ContentBlock } from '@langchain/core/messages'

/** What `response_metadata.model_provider` and traces call this provider. */
export const providerName = 'azureml'

type Blocks = ContentBlock.Standard[]

interface BlockTranslator {
  translateContent(message: AIMessage): Blocks
  translateContentChunk(message: AIMessageChunk): Blocks
}

/**
 * Tells LangChain how `contentBlocks` of our messages are read: without it their reasoning would not be shown, not even on a message
 * that was stored and loaded again. LangChain looks translators up by provider in this registry, which it shares among its own copies.
 */
export function registerContentBlocks(): void {
  const { lc_block_translators_registry: registry } = globalThis as {
    readonly lc_block_translators_registry?: Map<string, BlockTranslator>
  }
  if (!(registry instanceof Map) || registry.has(providerName)) return
  registry.set(providerName, { translateContent: messageBlocks, translateContentChunk: messageBlocks })
}

/** The standard blocks of a whole message: reasoning, text, tool calls. */
export function messageBlocks(message: AIMessage | AIMessageChunk): Blocks {
  const blocks: object[] = textBlocks(message)
  for (const { id, name, args } of message.tool_calls ?? []) blocks.push({ type: 'tool_call', id, name, args })
  for (const call of message.invalid_tool_calls ?? []) blocks.push({ ...call, type: 'invalid_tool_call' })
  return blocks as Blocks
}

/** The standard blocks of a piece of a message. Their `index` lets LangChain join them, where it would list a block a token. */
export function chunkBlocks(message: AIMessageChunk): Blocks {
  const blocks: object[] = []
  for (const block of textBlocks(message)) blocks.push({ ...block, index: block.type === 'reasoning' ? 0 : 1 })
  for (const chunk of message.tool_call_chunks ?? []) blocks.push({ ...chunk, type: 'tool_call_chunk' })
  return blocks as Blocks
}

function textBlocks(message: AIMessage | AIMessageChunk): Blocks {
  const { reasoning_content: reasoning } = message.additional_kwargs
  const thought: Blocks =
    typeof reasoning === 'string' && reasoning !== ''
      ? [{ type: 'reasoning', reasoning } as ContentBlock.Reasoning]
      : []
  if (typeof message.content !== 'string') {
    const said = (message.content as Blocks).filter(({ type }) => !type.includes('tool_call'))
    return said.some(({ type }) => type === 'reasoning') ? said : [...thought, ...said]
  }
  return message.content === '' ? thought : [...thought, { type: 'text', text: message.content } as ContentBlock.Text]
}
