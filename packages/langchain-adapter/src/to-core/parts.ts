import { ConfigurationError, type ContentPart, textOfBase64 } from '@azureml-endpoints/core'
import { toJSON } from './conversion-error.ts'
import { type Block, blocksIn, fieldsOf, textOrUndefined, textTypes } from './blocks.ts'
import { kindOfMedia, toMediaPart } from './media.ts'

/**
 * Converts a content block of a user message or a tool result: LangChain's standard and older blocks, and what OpenAI, Anthropic,
 * Google, Mistral, Bedrock and MCP servers call theirs.
 */
export function toCoreParts(block: Block, at: string): readonly ContentPart[] {
  const text = textIn(block)
  if (text !== undefined) return [{ type: 'text', text }]
  const media = kindOfMedia(block)
  if (media !== undefined) return [toMediaPart(block, media, at)]
  switch (block.type) {
    case 'document':
    case 'search_result':
      return toDocumentParts(block, at)
    case 'cachePoint':
    case 'cache_point':
      // A hint for Bedrock's cache, without content.
      return []
    case 'guardContent':
    case 'guard_content':
      return toCoreParts({ ...fieldsOf(fieldsOf(block['guardContent'])['text']), type: 'text' }, at)
    case 'text-plain':
      return [toPlainText(block, at)]
    case 'json':
      return [{ type: 'text', text: toJSON(block['json'], at) }]
    case 'resource':
      return toCoreParts({ ...fieldsOf(block['resource']), type: 'file' }, at)
    default:
      return textTypes.has(block.type) ? withoutText(block, at) : unknownBlock(block, at)
  }
}

/** Returns the text of a block that is text, or of an older data block with the text of a file. */
function textIn(block: Block): string | undefined {
  if (textTypes.has(block.type) || block.type === 'file' || block['source_type'] === 'text') {
    const { text } = block
    if (typeof text === 'string') return block.type === 'text-plain' ? titled(block, text) : text
  }
  const { type, media_type, data } = fieldsOf(block['source'])
  const isPlain = type === 'text' || (type === undefined && media_type === 'text/plain')
  return isPlain && typeof data === 'string' ? titled(block, data) : undefined
}

/** Converts a file of plain text without `text`. Most endpoints read text, but no text files. */
function toPlainText(block: Block, at: string): ContentPart {
  const { data, url, fileId } = block
  if (data === undefined)
    return url === undefined && fileId === undefined ? withoutText(block, at) : toMediaPart(block, 'file', at)
  const text = ArrayBuffer.isView(data) ? new TextDecoder().decode(data) : textOfBase64(String(data))
  if (text !== undefined) return { type: 'text', text: titled(block, text) }
  throw new ConfigurationError(`${at} has data that are not base64. Pass its bytes, or set its \`text\`.`, {
    setting: at,
  })
}

/** Converts Anthropic's documents and search results, whose contents may be blocks again. */
function toDocumentParts(block: Block, at: string): readonly ContentPart[] {
  const source = fieldsOf(block['source'])
  const content = block['content'] ?? source['content'] ?? fieldsOf(block['document'])['text']
  if (content === undefined) return [toMediaPart(block, 'file', at)]
  const parts = blocksIn(content, `${at}.content`).flatMap((inner, index) =>
    toCoreParts(inner, `${at}.content[${index}]`),
  )
  const heading = titled(block, '').trim()
  return heading === '' ? parts : [{ type: 'text', text: heading }, ...parts]
}

/** Puts a document's title and other identifying fields before its text, since the model may have to cite it. */
function titled({ title, source, context }: Block, text: string): string {
  return [title, source, context, text].filter((line) => typeof line === 'string' && line !== '').join('\n')
}

function withoutText(block: Block, at: string): never {
  throw new ConfigurationError(`${at} is a ${block.type} block without text. Set its \`text\`.`, { setting: at })
}

function unknownBlock(block: Block, at: string): never {
  const { type } = block
  const remedy = resultTypes.has(type)
    ? 'Pass the result of a tool as a ToolMessage.'
    : 'Pass text, image, audio, video and file blocks.'
  const shown = textOrUndefined(type) === undefined ? 'without a type' : `of type ${JSON.stringify(type)}`
  throw new ConfigurationError(`${at} is a block ${shown}, which cannot be sent to the endpoint. ${remedy}`, {
    setting: at,
  })
}

const resultTypes: ReadonlySet<string> = new Set([
  'tool_result',
  'toolResult',
  'functionResponse',
  'function_call_output',
])
