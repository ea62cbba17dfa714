import { isFields, type Fields } from '@azureml-endpoints/core'
import { textOrUndefined } from '../json/json-object.ts'

/** What the server needs back with an answer; JSON only. */
export interface AnthropicProviderData {
  /** The blocks of the answer in their order. */
  readonly anthropicBlocks: readonly RecordedBlock[]
}

/**
 * A block of an answer. Thoughts, and the blocks of tools that the server runs, are kept as they came. Texts and tool calls are
 * in the message itself, so only their places are kept.
 */
export type RecordedBlock = Fields & { readonly type: string }

/** Records the blocks of a whole answer. */
export function recordBlocks(blocks: readonly Fields[]): AnthropicProviderData | undefined {
  return providerDataOf(
    blocks.map((block) => {
      const { type, text, citations } = block
      if (type === 'text') return textPlace(typeof text === 'string' ? text.length : 0, citations)
      return type === 'tool_use' ? callPlace(block) : block
    }),
  )
}

/** Returns the place of a text in the text of the message, with the citations that are sent back. */
export function textPlace(length: number, citations: unknown): RecordedBlock {
  const kept = Array.isArray(citations) ? citations.filter(isReturned) : []
  return { type: 'text', length, ...(kept.length > 0 && { citations: kept }) }
}

/** Returns the place of a tool call, with its caller if that is code that the server runs. */
export function callPlace({ caller }: Fields): RecordedBlock {
  const isServer = isFields(caller) && caller['type'] !== 'direct'
  return { type: 'tool_use', ...(isServer && { caller }) }
}

/** Combines the blocks; undefined if the message itself tells all of it. */
export function providerDataOf(blocks: readonly Fields[]): AnthropicProviderData | undefined {
  const kept = mergedTexts(blocks.filter(isKept))
  const isPlain = kept.every(({ type, citations, caller }, position) => {
    if (citations !== undefined || caller !== undefined) return false
    return type === 'tool_use' || (type === 'text' && position === 0)
  })
  return isPlain ? undefined : { anthropicBlocks: kept }
}

/** The server rejects unsigned thoughts, which only other servers with this API send. */
function isKept(block: Fields): block is RecordedBlock {
  if (block['type'] === 'thinking') return textOrUndefined(block['signature']) !== undefined
  if (block['type'] === 'text') return block['length'] !== 0
  return textOrUndefined(block['type']) !== undefined
}

function mergedTexts(blocks: readonly RecordedBlock[]): readonly RecordedBlock[] {
  const merged: RecordedBlock[] = []
  for (const block of blocks) {
    const last = merged.at(-1)
    const isMergeable = [last, block].every((one) => one?.type === 'text' && one['citations'] === undefined)
    if (!isMergeable) merged.push(block)
    else merged[merged.length - 1] = { type: 'text', length: Number(last?.['length']) + Number(block['length']) }
  }
  return merged
}

/** The server rejects citations of documents in answers that are sent back, but needs those of searches. */
function isReturned(citation: unknown): boolean {
  return isFields(citation) && citation['type'] === 'web_search_result_location'
}
