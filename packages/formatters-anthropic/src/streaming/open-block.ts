import { isFields, type Fields } from '@azureml-endpoints/core'
import { callPlace, textPlace } from '../response/recorded-blocks.ts'

/** A content block of a stream while its deltas arrive. */
export interface OpenBlock {
  /** As it was when it started. */
  readonly start: Fields
  readonly kind: 'text' | 'thinking' | 'tool_use' | 'other'
  /** The position of a tool call among the calls. */
  readonly call: number
  /** The number of characters of a text. */
  length: number
  /** The pieces of a thought, of the input of a tool that the server runs, or of another text. */
  readonly pieces: string[]
  readonly citations: unknown[]
  signature: string
  /** Whether a delta of an unknown kind makes the block incomplete. */
  isIncomplete: boolean
  /** Whether a tool call has arguments already. */
  hasArguments: boolean
}

/** Opens a block. */
export function openBlock(start: Fields, call: number): OpenBlock {
  const { type, signature } = start
  const kind = type === 'text' || type === 'thinking' || type === 'tool_use' ? type : 'other'
  return {
    start,
    kind,
    call,
    length: 0,
    pieces: [],
    citations: [],
    signature: typeof signature === 'string' ? signature : '',
    isIncomplete: false,
    hasArguments: false,
  }
}

/** Returns the whole block as it is kept for later requests; undefined if it cannot be put together. */
export function recordOf({ start, kind, ...block }: OpenBlock): Fields | undefined {
  if (kind === 'text') return textPlace(block.length, block.citations)
  if (kind === 'tool_use') return callPlace(start)
  if (kind === 'thinking') {
    return { ...start, thinking: block.pieces.join(''), signature: block.signature }
  }
  if (block.isIncomplete) return undefined
  if (block.pieces.length === 0) return start
  const joined = block.pieces.join('')
  if (!('input' in start)) return { ...start, content: joined }
  const input = parsedInput(joined)
  return input === undefined ? undefined : { ...start, input }
}

/** The input of a server's tool is always an object. */
function parsedInput(json: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(json)
    return isFields(value) ? value : undefined
  } catch {
    return undefined
  }
}
