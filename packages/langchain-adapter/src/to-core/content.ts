import { ConfigurationError, type ContentPart } from '@azureml-endpoints/core'
import type { BaseMessage } from '@langchain/core/messages'
import { type Block, toCorePart } from './parts.ts'

/** Returns the text of a system message or a tool result. Files of a tool result are sent separately, see `filesIn`. */
export function textOf(message: BaseMessage, at: string): string {
  if (typeof message.content === 'string') return message.content
  return blocksOf(message)
    .map((block, index) => {
      const part = toCorePart(block, `${at}.content[${index}]`)
      if (part.type === 'text') return part.text
      return message.type === 'tool' ? '' : reject(block, `${at}.content[${index}]`, `a ${message.type} message`)
    })
    .join('')
}

/** Returns the images and files in a tool result. */
export function filesIn(message: BaseMessage, at: string): readonly ContentPart[] {
  if (typeof message.content === 'string') return []
  return blocksOf(message)
    .map((block, index) => toCorePart(block, `${at}.content[${index}]`))
    .filter((part) => part.type !== 'text')
}

/** Returns the content of a user message: a string if it is text only, since not every server accepts parts. */
export function userContent(message: BaseMessage, at: string): string | readonly ContentPart[] {
  if (typeof message.content === 'string') return message.content
  const parts = blocksOf(message).map((block, index) => toCorePart(block, `${at}.content[${index}]`))
  if (parts.length === 0) return parts
  const texts = parts.flatMap((part) => (part.type === 'text' ? [part.text] : []))
  return texts.length === parts.length ? texts.join('') : parts
}

/** Returns the model's text and reasoning. Tool calls are taken from `tool_calls`, and ignored in the content. */
export function assistantContent(message: BaseMessage, at: string): { text: string; reasoning: string } {
  let text = ''
  let reasoning = ''
  for (const [index, block] of blocksOf(message).entries()) {
    if (block.type === 'text') text += block['text'] ?? ''
    else if (block.type === 'reasoning') reasoning += block['reasoning'] ?? ''
    else if (block.type === 'thinking') reasoning += block['thinking'] ?? ''
    else if (!callTypes.has(block.type)) reject(block, `${at}.content[${index}]`, 'an ai message')
  }
  const { reasoning_content: kept } = message.additional_kwargs
  return { text, reasoning: reasoning === '' && typeof kept === 'string' ? kept : reasoning }
}

const callTypes: ReadonlySet<string> = new Set(['tool_call', 'tool_call_chunk', 'invalid_tool_call', 'tool_use'])

/** Returns the content as LangChain's standard blocks. LangChain leaves blocks that it does not know unchanged. */
function blocksOf(message: BaseMessage): readonly Block[] {
  if (typeof message.content === 'string') return [{ type: 'text', text: message.content }]
  return message.contentBlocks as unknown as readonly Block[]
}

function reject(block: Block, setting: string, where: string): never {
  throw new ConfigurationError(
    `${setting} is a block of type ${JSON.stringify(block.type)}, which cannot be sent in ${where}. Remove it.`,
    { setting },
  )
}
