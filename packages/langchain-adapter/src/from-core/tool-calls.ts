import type { InvalidToolCall, ToolCall as LangChainToolCall } from '@langchain/core/messages'
import { _mergeLists, type ToolCallChunk } from '@langchain/core/messages'
import { parsePartialJson } from '@langchain/core/output_parsers'
import { jsonHazard } from '../untrusted/untrusted-json.ts'
import { printable } from '../untrusted/printable.ts'

/** Tool calls, read: those that can be run, and those that cannot. */
export interface ParsedToolCalls {
  readonly tool_calls: LangChainToolCall[]
  readonly invalid_tool_calls: InvalidToolCall[]
}

/** Reads whole tool calls. Half an object is none: LangChain's own reading would complete it and run the tool. */
export function parseCompleteCalls(
  calls: readonly {
    readonly id?: string | undefined
    readonly name?: string | undefined
    readonly args?: string | undefined
  }[],
): ParsedToolCalls {
  const read: ParsedToolCalls = { tool_calls: [], invalid_tool_calls: [] }
  for (const { id, name = '', args = '' } of calls) {
    const { value, problem } = parseArguments(args)
    if (value !== undefined && id !== undefined && id !== '') {
      read.tool_calls.push({ type: 'tool_call', id, name, args: value })
    } else {
      const error = problem ?? 'The call has no id.'
      read.invalid_tool_calls.push({ type: 'invalid_tool_call', ...(id !== undefined && { id }), name, args, error })
    }
  }
  return read
}

/**
 * Reads joined tool calls that are still coming in, as LangChain does: what there is of the arguments is shown. LangChain's own
 * function looks for the pieces of each call among all the others, which takes the square of their number.
 */
export function parsePartialCalls(chunks: readonly ToolCallChunk[]): ParsedToolCalls {
  const read: ParsedToolCalls = { tool_calls: [], invalid_tool_calls: [] }
  for (const { id, name = '', args = '' } of chunks) {
    const text = args.trim() === '' ? '{}' : args.trim()
    const value: unknown = parsePartialJson(text)
    if (id && isObject(value) && !prototypeKey.test(text) && jsonHazard(value) === undefined) {
      read.tool_calls.push({ type: 'tool_call', id, name, args: value })
    } else {
      const call = { name, args: text, ...(id !== undefined && { id }) }
      read.invalid_tool_calls.push({ type: 'invalid_tool_call', ...call, error: 'Malformed args.' })
    }
  }
  return read
}

/** Joins the pieces of tool calls, in one pass over however many there are. */
export function joinToolCallChunks(chunks: readonly ToolCallChunk[]): ToolCallChunk[] {
  const joined: ToolCallChunk[] = []
  const byIndex = new Map<number, { position: number; args: string[] }>()
  for (const chunk of chunks) {
    const known = chunk.index === undefined ? undefined : byIndex.get(chunk.index)
    if (known !== undefined && !contradicts(joined[known.position], chunk)) {
      if (chunk.args) known.args.push(chunk.args)
      Object.assign(joined[known.position]!, chunk.id && { id: chunk.id }, chunk.name && { name: chunk.name })
    } else if (chunk.index === undefined || known !== undefined) {
      // Pieces of another provider, which only LangChain's own rules can place.
      return _mergeLists<never>([], [...chunks] as never[]) as unknown as ToolCallChunk[]
    } else {
      byIndex.set(chunk.index, { position: joined.length, args: chunk.args ? [chunk.args] : [] })
      joined.push({ ...chunk })
    }
  }
  for (const { position, args } of byIndex.values()) joined[position]!.args = args.join('')
  return joined
}

function contradicts(known: ToolCallChunk | undefined, { id }: ToolCallChunk): boolean {
  return id !== undefined && id !== '' && known?.id !== undefined && known.id !== '' && known.id !== id
}

/** LangChain's reader of partial JSON sets a prototype where it reads this key, however it is written. */
const prototypeKey = /__proto__|\\u005f/i

function parseArguments(args: string): { value?: Record<string, unknown>; problem?: string } {
  try {
    const value: unknown = args.trim() === '' ? {} : JSON.parse(args)
    if (!isObject(value)) return { problem: 'The arguments are no JSON object.' }
    const fault = jsonHazard(value)
    return fault === undefined ? { value } : { problem: `The arguments are ${fault}.` }
  } catch (error) {
    return {
      problem: `The arguments are no JSON: ${printable(error instanceof Error ? error.message : String(error))}`,
    }
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
