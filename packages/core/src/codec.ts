import type { ChatRequest, ChatResponse } from './chat.ts'
import type {
  ChatStreamReader,
  ParsedChatChunk,
  ParsedChatResponse,
  ParsedToolCall,
  RequestContext,
} from './formatter.ts'
import { type CodecOwner, fault, guard, isPromise, promised, wrapped } from './formatter-guard.ts'
import { codecOf } from './settings.ts'
import { isJson } from './json-text.ts'
import type { ToolCallIds } from './tool-call-ids.ts'
import { settleToolCalls } from './tool-calls.ts'
import { type JsonBody, toJson } from './json-body.ts'
import { settleReason } from './answer-stream.ts'

/** Asks the formatter for the body of a chat request. */
export function formatChat(owner: CodecOwner, request: ChatRequest, context: RequestContext): JsonBody {
  const codec = codecOf(owner)
  return toJson(owner, request, () => codec.formatRequest(request, context))
}

/** Has the formatter read a whole answer to what was sent, and settles what it read. */
export function parseChat(
  owner: CodecOwner,
  { body, sent }: { readonly body: unknown; readonly sent: unknown },
  ids: ToolCallIds,
): Omit<ChatResponse, 'raw' | 'headers' | 'request'> {
  const parsed: ParsedChatResponse = guard(owner, 'parseResponse', body, () => codecOf(owner).parseResponse(body, sent))
  const wrong = isObject(parsed) ? wrongField(parsed, true) : `gave ${parsed === null ? 'null' : typeof parsed}`
  if (wrong !== undefined) throw fault(owner, 'parseResponse', body, wrong)
  const reason = parsed.finishReason ?? 'stop'
  const cut = reason === 'length' || reason === 'error'
  const calls = settleToolCalls(parsed.toolCalls, ids)
  const complete = !cut && calls.length > 0 && calls.every((call) => isJson(call.arguments))
  return {
    text: parsed.text,
    ...(parsed.reasoning ? { reasoning: parsed.reasoning } : undefined),
    toolCalls: calls,
    finishReason: settleReason(reason, complete),
    ...(parsed.rawFinishReason !== undefined ? { rawFinishReason: parsed.rawFinishReason } : undefined),
    ...(parsed.usage !== undefined ? { usage: parsed.usage } : undefined),
    ...(parsed.id ? { id: parsed.id } : undefined),
    ...(parsed.model ? { model: parsed.model } : undefined),
  }
}

/** Has the formatter open the stream that answers what was sent; its reader's faults come out as `FormatError`s too. */
export function openReader(owner: CodecOwner, sent: unknown): ChatStreamReader {
  const reader: unknown = guard(owner, 'openStream', undefined, () => codecOf(owner).openStream?.(sent))
  if (typeof reader !== 'function')
    throw fault(owner, 'openStream', undefined, `gave ${typeof reader} instead of a reader`)
  return (event) => {
    let parsed: ParsedChatChunk | undefined
    try {
      parsed = (reader as ChatStreamReader)(event)
    } catch (error) {
      throw wrapped(owner, 'openStream', event, error)
    }
    if (parsed === undefined || parsed === null) return undefined
    if (isPromise(parsed)) throw fault(owner, 'openStream', event, promised(parsed))
    const wrong = isObject(parsed) ? wrongField(parsed, false) : `gave ${typeof parsed} instead of a chunk`
    if (wrong !== undefined) throw fault(owner, 'openStream', event, wrong)
    return parsed
  }
}

/** Says which field has a wrong type, if one has. */
function wrongField(parsed: ParsedChatResponse | ParsedChatChunk, whole: boolean): string | undefined {
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

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
