import { codecOf } from '../formatter/codec-of.ts'
import type { ChatStreamReader, ParsedChatChunk, ParsedChatResponse } from '../formatter/formatter.ts'
import { type CodecOwner, fault, guard, isPromise, promised, wrapped } from '../formatter/formatter-guard.ts'
import { isJson } from '../json/json-text.ts'
import type { ChatRequest, ChatResponse } from '../messages/chat.ts'
import { normalizeFinishReason } from '../streaming/chunk-assembler.ts'
import { ToolCallIds } from '../streaming/tool-call-ids.ts'
import { normalizeToolCalls } from '../streaming/tool-calls.ts'
import { checkChatRequest } from './check-chat-request.ts'
import type { AskedFor, Operation } from './operation.ts'
import { isObject, wrongField } from './parsed-chat.ts'

type ChatResult = Omit<ChatResponse, 'raw' | 'headers' | 'request'>

/** Conversations. */
export const chatOperation: Operation<ChatRequest, ChatResult> = {
  check: checkChatRequest,
  format: (owner, request, context) => codecOf(owner).formatRequest(request, context),
  parse: parseChat,
}

function parseChat(owner: CodecOwner, body: unknown, { request, sent }: AskedFor<ChatRequest>): ChatResult {
  const parsed: ParsedChatResponse = guard(owner, 'parseResponse', body, () => codecOf(owner).parseResponse(body, sent))
  const wrong = isObject(parsed) ? wrongField(parsed, true) : `gave ${parsed === null ? 'null' : typeof parsed}`
  if (wrong !== undefined) throw fault(owner, 'parseResponse', body, wrong)
  const reason = parsed.finishReason ?? 'stop'
  const cut = reason === 'length' || reason === 'error'
  const calls = normalizeToolCalls(parsed.toolCalls, new ToolCallIds(request))
  const complete = !cut && calls.length > 0 && calls.every((call) => isJson(call.arguments))
  return {
    text: parsed.text,
    ...(parsed.reasoning ? { reasoning: parsed.reasoning } : undefined),
    toolCalls: calls,
    finishReason: normalizeFinishReason(reason, complete),
    ...(parsed.rawFinishReason !== undefined
      ? { rawFinishReason: owner.secrets.redact(parsed.rawFinishReason) }
      : undefined),
    ...(parsed.usage !== undefined ? { usage: parsed.usage } : undefined),
    ...(parsed.id ? { id: owner.secrets.redact(parsed.id) } : undefined),
    ...(parsed.model ? { model: owner.secrets.redact(parsed.model) } : undefined),
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
