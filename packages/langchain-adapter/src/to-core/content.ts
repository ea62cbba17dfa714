import { ConfigurationError, type ContentPart } from '@azureml-endpoints/core'
import type { BaseMessage } from '@langchain/core/messages'
import { type Block, toCorePart } from './parts.ts'

/** Gives the text of a message that is nothing else, a system message, or whose files go elsewhere, a tool's result. */
export function textOf(message: BaseMessage, at: string): string {
  if (typeof message.content === 'string') return message.content
  return blocksOf(message)
    .map((block, index) => {
      const part = toCorePart(block, `${at}.content[${index}]`)
      if (part.type === 'text') return part.text
      return message.type === 'tool' ? '' : refuse(block, `${at}.content[${index}]`, `a ${message.type} message`)
    })
    .join('')
}

/** Gives the images and files of a tool's result. */
export function filesIn(message: BaseMessage, at: string): readonly ContentPart[] {
  if (typeof message.content === 'string') return []
  return blocksOf(message)
    .map((block, index) => toCorePart(block, `${at}.content[${index}]`))
    .filter((part) => part.type !== 'text')
}

/** Gives what a person says: text where there is nothing else, since not every container takes parts. */
export function userContent(message: BaseMessage, at: string): string | readonly ContentPart[] {
  if (typeof message.content === 'string') return message.content
  const parts = blocksOf(message).map((block, index) => toCorePart(block, `${at}.content[${index}]`))
  if (parts.length === 0) return parts
  const texts = parts.flatMap((part) => (part.type === 'text' ? [part.text] : []))
  return texts.length === parts.length ? texts.join('') : parts
}

/** Gives what the model said and thought. Its tool calls are read from `tool_calls`, wherever else they stand. */
export function assistantContent(message: BaseMessage, at: string): { text: string; reasoning: string } {
  let text = ''
  let reasoning = ''
  for (const [index, block] of blocksOf(message).entries()) {
    if (block.type === 'text') text += block['text'] ?? ''
    else if (block.type === 'reasoning') reasoning += block['reasoning'] ?? ''
    else if (block.type === 'thinking') reasoning += block['thinking'] ?? ''
    else if (!callTypes.has(block.type)) refuse(block, `${at}.content[${index}]`, 'an ai message')
  }
  const { reasoning_content: kept } = message.additional_kwargs
  return { text, reasoning: reasoning === '' && typeof kept === 'string' ? kept : reasoning }
}

const callTypes: ReadonlySet<string> = new Set(['tool_call', 'tool_call_chunk', 'invalid_tool_call', 'tool_use'])

/** LangChain's standard blocks, which it makes of every shape it knows; a provider's own are left as they are. */
function blocksOf(message: BaseMessage): readonly Block[] {
  if (typeof message.content === 'string') return [{ type: 'text', text: message.content }]
  return message.contentBlocks as unknown as readonly Block[]
}

function refuse(block: Block, setting: string, where: string): never {
  throw new ConfigurationError(
    `${setting} is a block of the type ${JSON.stringify(block.type)}, which ${where} cannot carry to the endpoint.`,
    { setting },
  )
}
