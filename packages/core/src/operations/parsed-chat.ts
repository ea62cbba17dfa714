import { isObject } from '../json/fields.ts'
import type { AnswerExtras } from '../messages/chat-response.ts'
import type { ParsedChatChunk, ParsedChatResponse, ParsedToolCall } from '../formatter/formatter.ts'

/** Describes the first field with a wrong type, if there is one. */
export function invalidField(parsed: ParsedChatResponse | ParsedChatChunk, whole: boolean): string | undefined {
  const { text, toolCalls } = parsed
  if (typeof text !== 'string' && (whole || text !== undefined))
    return `returned ${typeof text} as \`text\`, not a string`
  if (!isOptionalText(parsed.reasoning)) return 'returned a `reasoning` that is not a string'
  if (!isOptionalText(parsed.finishReason) || !isOptionalText(parsed.rawFinishReason)) {
    return 'returned a `finishReason` that is not a string'
  }
  if (!isOptionalText(parsed.id) || !isOptionalText(parsed.model))
    return 'returned an `id` or `model` that is not a string'
  if (parsed.usage !== undefined && !isObject(parsed.usage)) return 'returned a `usage` that is not an object'
  const extra = invalidExtra(parsed)
  if (extra !== undefined) return extra
  if (toolCalls === undefined) return undefined
  if (!Array.isArray(toolCalls)) return 'returned `toolCalls` that are not a list'
  for (const call of toolCalls) {
    if (!isObject(call)) return 'returned a tool call that is not an object'
    const { id, name, arguments: json } = call as Partial<ParsedToolCall>
    if (!isOptionalText(id)) return 'returned a tool call whose `id` is not a string'
    if (typeof name !== 'string' && (whole || name !== undefined)) return 'returned a tool call without a name'
    if (typeof json !== 'string' && (whole || json !== undefined)) {
      return 'returned tool-call `arguments` that are not JSON text'
    }
  }
  return undefined
}

function invalidExtra(parsed: AnswerExtras): string | undefined {
  const { createdAt, refusal, sources, audio, serviceTier, systemFingerprint } = parsed
  if (createdAt !== undefined && !(createdAt instanceof Date && !Number.isNaN(createdAt.getTime()))) {
    return 'returned a `createdAt` that is not a valid Date'
  }
  if (!isOptionalText(refusal)) return 'returned a `refusal` that is not a string'
  if (sources !== undefined && !(Array.isArray(sources) && sources.every(isObject)))
    return 'returned `sources` that are not a list of objects'
  if (audio !== undefined && !isObject(audio)) return 'returned an `audio` that is not an object'
  if (!isOptionalText(serviceTier) || !isOptionalText(systemFingerprint)) {
    return 'returned a `serviceTier` or `systemFingerprint` that is not a string'
  }
  return undefined
}

function isOptionalText(value: unknown): boolean {
  return value === undefined || typeof value === 'string'
}
