import { ConfigurationError } from '@azureml-endpoints/core'

/** Values with names, of which nothing else is known. */
export type Fields = Readonly<Record<string, unknown>>

/** A content block of any provider; `type` is empty if it has none that is known. */
export type Block = Fields & { readonly type: string }

/**
 * Returns the blocks of a message's content. LangChain's own `contentBlocks` is not used: it loses the image detail, refusals
 * and everything that its translator for the provider does not know.
 */
export function blocksIn(content: unknown, at: string): readonly Block[] {
  if (typeof content === 'string') return [{ type: 'text', text: content }]
  if (content === undefined || content === null) return []
  return (Array.isArray(content) ? content : [content]).map((value, index) => toBlock(value, `${at}[${index}]`))
}

/** The types of blocks that have their text in `text`. */
export const textTypes: ReadonlySet<string> = new Set(['text', 'text-plain', 'input_text', 'output_text'])

/** Returns the fields of an object, and none of anything else. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {}
}

/** Returns a text that is not empty. */
export function textOrUndefined(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Returns a value as a block. */
export function toBlock(value: unknown, at: string): Block {
  if (typeof value === 'string') return { type: 'text', text: value }
  if (typeof value !== 'object' || value === null) {
    throw new ConfigurationError(`${at} is ${String(value)}. Pass text or a content block.`, { setting: at })
  }
  const fields = value as Fields
  const { type, value: wrapped } = fields
  // LangChain wraps what it does not know.
  if (type === 'non_standard' && typeof wrapped === 'object' && wrapped !== null) return toBlock(wrapped, at)
  if (typeof type === 'string') return fields as Block
  // Google and Bedrock name the kind of a block by its only field.
  return { ...fields, type: namingFields.find((name) => fields[name] !== undefined) ?? '' }
}

const namingFields = [
  'text',
  'json',
  'inlineData',
  'fileData',
  'functionCall',
  'toolUse',
  'reasoningContent',
  'citationsContent',
  'guardContent',
  'cachePoint',
] as const
