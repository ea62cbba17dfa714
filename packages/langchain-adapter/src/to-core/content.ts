import { ConfigurationError, type ContentPart } from '@azureml-endpoints/core'
import type { BaseMessage } from '@langchain/core/messages'
import { type Block, blocksIn } from './blocks.ts'
import { toJSON } from './conversion-error.ts'
import { kindOfMedia } from './media.ts'
import { toCoreParts } from './parts.ts'

/** Returns the text of a system message; its parts become lines. */
export function systemText({ content }: BaseMessage, at: string): string {
  if (typeof content === 'string') return content
  const texts = blocksIn(content, `${at}.content`).flatMap((block, index) => {
    const setting = `${at}.content[${index}]`
    return toCoreParts(block, setting).map((part) => (part.type === 'text' ? part.text : rejectMedia(block, setting)))
  })
  return texts.join('\n')
}

/** Returns the content of a user message: its parts, or a string if there is only one text. */
export function userContent({ content }: BaseMessage, at: string): string | readonly ContentPart[] {
  if (typeof content === 'string') return content
  const parts = blocksIn(content, `${at}.content`).flatMap((block, index) =>
    toCoreParts(block, `${at}.content[${index}]`),
  )
  const [first] = parts
  return parts.length === 1 && first?.type === 'text' ? first.text : parts
}

/** What a tool returned. Core's tool messages contain only text, so files are sent separately. */
export interface ToolContent {
  readonly text: string
  readonly files: readonly ContentPart[]
}

/** Returns the text of a tool result, whose parts become lines, and its images and files. */
export function toolContent({ content }: BaseMessage, at: string): ToolContent {
  if (typeof content === 'string') return { text: content, files: [] }
  const parts = blocksIn(content, `${at}.content`).flatMap((block, index) =>
    toResultParts(block, `${at}.content[${index}]`),
  )
  const texts = parts.flatMap((part) => (part.type === 'text' ? [part.text] : []))
  return { text: texts.join('\n'), files: parts.filter(({ type }) => type !== 'text') }
}

/** A tool may return any data; what is no block that is known is sent as JSON, as LangChain does for objects. */
function toResultParts(block: Block, at: string): readonly ContentPart[] {
  try {
    return toCoreParts(block, at)
  } catch (error) {
    const isData = !mediaOrText.test(block.type)
    if (!isData) throw error
    const { type, ...fields } = block
    return [{ type: 'text', text: toJSON(type === '' ? fields : block, at) }]
  }
}

const mediaOrText = /text|image|audio|video|file|media|document|resource/i

function rejectMedia(block: Block, setting: string): never {
  throw new ConfigurationError(
    `${setting} is a block of type ${JSON.stringify(kindOfMedia(block) ?? block.type)}, which cannot be sent in a system message. ` +
      'Pass it in a human message.',
    { setting },
  )
}
