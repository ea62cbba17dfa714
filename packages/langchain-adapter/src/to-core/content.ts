import { ConfigurationError, type ContentPart, isFields } from '@azureml-endpoints/core'
import type { BaseMessage } from '@langchain/core/messages'
import { type Block, blocksIn, type Fields, fieldsOf, textTypes, toBlock } from './blocks.ts'
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

/** Returns the text of a tool result, whose parts become lines, and its images and files. Data that are no blocks become JSON. */
export function toolContent({ content }: BaseMessage, at: string): ToolContent {
  const setting = `${at}.content`
  const result: unknown = content ?? []
  const values: readonly unknown[] = Array.isArray(result) ? result : [result]
  if (values.length > 0 && !values.some((value) => isBlock(value) || hasType(value))) {
    return { text: toJSON(result, setting), files: [] }
  }
  const parts = values.flatMap((value, index) => toResultParts(value, `${setting}[${index}]`))
  const texts = parts.flatMap((part) => (part.type === 'text' ? [part.text] : []))
  return { text: texts.join('\n'), files: parts.filter(({ type }) => type !== 'text') }
}

/** A tool may return any data; what is no block that is known is sent as JSON, as LangChain does for objects. */
function toResultParts(value: unknown, at: string): readonly ContentPart[] {
  if (!isBlock(value)) return [{ type: 'text', text: toJSON(value, at) }]
  const block = toBlock(value, at)
  try {
    return toCoreParts(block, at)
  } catch (error) {
    if (isStoredFile(block)) throw error
    return [{ type: 'text', text: toJSON(block, at) }]
  }
}

/**
 * Returns whether a value is text or a content block. LangChain passes on a list of objects as the tool returned it, so what looks
 * like a block may be the tool's own data: search hits with a text, or a list of files with names and links. Whatever has data, or
 * an object with the source of a medium, is a block.
 */
function isBlock(value: unknown): boolean {
  if (typeof value === 'string') return true
  if (!isFields(value)) return false
  const block = toBlock(value, '')
  if (!hasType(value)) return block.type !== '' && fieldNames(value).length === 1
  const isDocument = block.type === 'document' || block.type === 'search_result'
  if (textTypes.has(block.type) || (!isDocument && kindOfMedia(block) === undefined)) return true
  const sources = [block[block.type], ...sourceFields.map((name) => block[name])]
  if (sources.some((source) => isFields(source) || ArrayBuffer.isView(source) || isDataUrl(source))) return true
  if (typeof block['data'] === 'string' || typeof block['blob'] === 'string') return true
  return !fieldNames(block).some((name) => ownFields.has(name))
}

const sourceFields = [
  'source',
  'file',
  'url',
  'uri',
  'fileUri',
  'data',
  'image_url',
  'file_data',
  'input_audio',
] as const

/** Fields that tools have in data of theirs that are named after a medium, and that no block has. */
const ownFields: ReadonlySet<string> = new Set('path name size score created_at updated_at modified'.split(' '))

function isDataUrl(value: unknown): boolean {
  return typeof value === 'string' && /^data:/i.test(value)
}

function hasType(value: unknown): boolean {
  return isFields(value) && typeof value['type'] === 'string'
}

function fieldNames(fields: Fields): string[] {
  return Object.keys(fields).filter((name) => fields[name] !== undefined)
}

/** Returns whether a block refers to a file that only another provider has. */
function isStoredFile(block: Block): boolean {
  const places = [block, fieldsOf(block['source']), fieldsOf(block['file'])]
  return kindOfMedia(block) !== undefined && places.some(({ fileId, file_id: id }) => (fileId ?? id) !== undefined)
}

function rejectMedia(block: Block, setting: string): never {
  throw new ConfigurationError(
    `${setting} is a block of type ${JSON.stringify(kindOfMedia(block) ?? block.type)}, which cannot be sent in a system message. ` +
      'Pass it in a human message.',
    { setting },
  )
}
