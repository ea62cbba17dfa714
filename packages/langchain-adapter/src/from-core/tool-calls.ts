import { isFields, jsonHazard } from '@azureml-endpoints/core'
import type { InvalidToolCall, ToolCall as LangChainToolCall } from '@langchain/core/messages'
import { _mergeLists, type ToolCallChunk } from '@langchain/core/messages'
import { parsePartialJson } from '@langchain/core/output_parsers'
import { printableStart } from '../untrusted/printable-start.ts'

/** Parsed tool calls: those that can be run, and those that cannot. */
export interface ParsedToolCalls {
  readonly tool_calls: LangChainToolCall[]
  readonly invalid_tool_calls: InvalidToolCall[]
}

/** Parses complete tool calls. An unfinished JSON object is invalid: LangChain's own parser would complete it, and the tool would run. */
export function parseCompleteCalls(
  calls: readonly {
    readonly id?: string | undefined
    readonly name?: string | undefined
    readonly args?: string | undefined
  }[],
): ParsedToolCalls {
  const parsed: ParsedToolCalls = { tool_calls: [], invalid_tool_calls: [] }
  for (const { id, name = '', args = '' } of calls) {
    const { value, problem } = parseArguments(args)
    if (value !== undefined && id !== undefined && id !== '') {
      parsed.tool_calls.push({ type: 'tool_call', id, name, args: value })
    } else {
      const error = problem ?? 'The call has no id.'
      parsed.invalid_tool_calls.push({ type: 'invalid_tool_call', ...(id !== undefined && { id }), name, args, error })
    }
  }
  return parsed
}

/**
 * Parses joined tool calls that are still being streamed, as LangChain does: the arguments contain what has arrived so far.
 * LangChain's own function searches all chunks for those of each call, which takes quadratic time.
 */
export function parsePartialCalls(chunks: readonly ToolCallChunk[]): ParsedToolCalls {
  const parsed: ParsedToolCalls = { tool_calls: [], invalid_tool_calls: [] }
  for (const { id, name = '', args = '' } of chunks) {
    const text = args.trim() === '' ? '{}' : args.trim()
    const value: unknown = parsePartialJson(text)
    if (id && isFields(value) && !prototypeKey.test(text) && jsonHazard(value) === undefined) {
      parsed.tool_calls.push({ type: 'tool_call', id, name, args: value })
    } else {
      const call = { name, args: text, ...(id !== undefined && { id }) }
      parsed.invalid_tool_calls.push({ type: 'invalid_tool_call', ...call, error: 'Malformed args.' })
    }
  }
  return parsed
}

/** Joins the chunks of each tool call, in linear time. */
export function joinToolCallChunks(chunks: readonly ToolCallChunk[]): ToolCallChunk[] {
  const joined: ToolCallChunk[] = []
  const byIndex = new Map<number, { position: number; args: string[] }>()
  for (const chunk of chunks) {
    const known = chunk.index === undefined ? undefined : byIndex.get(chunk.index)
    if (known !== undefined && !contradicts(joined[known.position], chunk)) {
      if (chunk.args) known.args.push(chunk.args)
      Object.assign(joined[known.position]!, chunk.id && { id: chunk.id }, chunk.name && { name: chunk.name })
    } else if (chunk.index === undefined || known !== undefined) {
      // Chunks from another provider, which only LangChain's own rules can assign to calls.
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

/** LangChain's partial JSON parser sets a prototype when it finds this key, even if it is escaped. */
const prototypeKey = /__proto__|\\u005f/i

function parseArguments(args: string): { value?: Record<string, unknown>; problem?: string } {
  try {
    const value: unknown = args.trim() === '' ? {} : JSON.parse(args)
    if (!isFields(value)) return { problem: 'The arguments are not a JSON object.' }
    const fault = jsonHazard(value)
    return fault === undefined ? { value } : { problem: `The arguments are ${fault}.` }
  } catch (error) {
    return {
      problem: `The arguments are not valid JSON: ${printableStart(error instanceof Error ? error.message : String(error))}`,
    }
  }
}
