import type { FinishReason } from '../chat.ts'
import { show } from './duty.ts'
import { kindOf } from './format.ts'

const finishReasons: readonly FinishReason[] = [
  'stop',
  'length',
  'tool-calls',
  'content-filter',
  'interrupted',
  'error',
  'other',
]

/** Says what is wrong with what a codec has read; `whole` is a response, else it is a chunk, all of whose fields are optional. */
export function malformation(parsed: unknown, extent: 'whole' | 'chunk'): string | undefined {
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return `is ${kindOf(parsed)}`
  const { text, reasoning, toolCalls, finishReason, usage } = parsed as Readonly<Record<string, unknown>>
  const isNeeded = extent === 'whole'
  if (typeof text !== 'string' && (isNeeded || text !== undefined))
    return `has ${kindOf(text)} as \`text\`, not a string`
  if (/^(undefined|NaN|\[object \w+\])$/.test(text ?? '')) return `has ${show(text)} as \`text\``
  if (reasoning !== undefined && typeof reasoning !== 'string') return `has ${kindOf(reasoning)} as \`reasoning\``
  if (finishReason !== undefined && !finishReasons.some((reason) => reason === finishReason)) {
    return `has ${show(finishReason)} as \`finishReason\`, which is none of ${finishReasons.join(', ')}`
  }
  if (usage !== undefined && (typeof usage !== 'object' || usage === null)) return `has ${kindOf(usage)} as \`usage\``
  if (toolCalls === undefined) return undefined
  if (!Array.isArray(toolCalls)) return `has ${kindOf(toolCalls)} as \`toolCalls\`, not a list`
  for (const call of toolCalls as readonly unknown[]) {
    if (typeof call !== 'object' || call === null) return `has ${kindOf(call)} as a tool call`
    const { name, arguments: json } = call as Readonly<Record<string, unknown>>
    if (typeof name !== 'string' && (isNeeded || name !== undefined))
      return `has a tool call with ${kindOf(name)} as \`name\``
    if (typeof json !== 'string' && (isNeeded || json !== undefined)) {
      return `has a tool call with ${kindOf(json)} as \`arguments\`, not JSON text`
    }
  }
  return undefined
}
