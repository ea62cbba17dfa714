import { ConfigurationError, type ContentPart, type UserMessage } from '@azureml-endpoints/core'
import { toMediaBlock } from '../media/media-block.ts'
import { isBlank, type WireBlock } from '../wire/wire-message.ts'

/** Where a user message stands, and whether its documents are to be cited. */
interface Place {
  readonly index: number
  readonly citations: boolean
}

/** Converts a user message; blank texts, which the API rejects, are left out. */
export function userBlocks({ content }: UserMessage, { index, citations }: Place): readonly WireBlock[] {
  const setting = `messages[${index}].content`
  const parts: readonly ContentPart[] = typeof content === 'string' ? [{ type: 'text', text: content }] : content
  if (parts.length === 0) {
    throw new ConfigurationError(`${setting} is an empty array. Pass a string, or at least one part.`, { setting })
  }
  return parts.flatMap((part, position): readonly WireBlock[] => {
    if (part.type !== 'text') return [toMediaBlock({ part, setting: `${setting}[${position}]`, citations })]
    return isBlank(part.text) ? [] : [{ type: 'text', text: part.text }]
  })
}
