import type { ParsedChatChunk, ParsedChatResponse, ParsedToolCall } from '../formatter/formatter.ts'

/** Says which field has a wrong type, if one has. */
export function wrongField(parsed: ParsedChatResponse | ParsedChatChunk, whole: boolean): string | undefined {
  const { text, toolCalls } = parsed
  if (typeof text !== 'string' && (whole || text !== undefined)) return `gave ${typeof text} as \`text\`, not a string`
  if (!isOptionalText(parsed.reasoning)) return 'gave a `reasoning` that is no string'
  if (!isOptionalText(parsed.finishReason) || !isOptionalText(parsed.rawFinishReason)) {
    return 'gave a `finishReason` that is no string'
  }
  if (!isOptionalText(parsed.id) || !isOptionalText(parsed.model)) return 'gave an `id` or `model` that is no string'
  if (parsed.usage !== undefined && !isObject(parsed.usage)) return 'gave a `usage` that is no object'
  if (toolCalls === undefined) return undefined
  if (!Array.isArray(toolCalls)) return 'gave `toolCalls` that are no list'
  for (const call of toolCalls) {
    if (!isObject(call)) return 'gave a tool call that is no object'
    const { id, name, arguments: json } = call as Partial<ParsedToolCall>
    if (!isOptionalText(id)) return 'gave a tool call whose `id` is no string'
    if (typeof name !== 'string' && (whole || name !== undefined)) return 'gave a tool call without a name'
    if (typeof json !== 'string' && (whole || json !== undefined)) {
      return 'gave tool-call `arguments` that are no JSON text'
    }
  }
  return undefined
}

function isOptionalText(value: unknown): boolean {
  return value === undefined || typeof value === 'string'
}

/** Tells whether a value has fields. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
