import { hostKindOf } from '../endpoint/host-kind.ts'
import { laterPart } from '../errors/later-part.ts'
import { checkRoute, codecOf } from '../formatter/codec-of.ts'
import type { ChatStreamReader, ParsedChatChunk, ParsedChatResponse } from '../formatter/formatter.ts'
import {
  type BoundFormatter,
  formatError,
  guard,
  isPromise,
  describePromise,
  toLibraryError,
} from '../formatter/formatter-guard.ts'
import { isObject } from '../json/fields.ts'
import { isJson } from '../json/json-text.ts'
import type { ChatRequest } from '../messages/chat-request.ts'
import type { ChatResponse } from '../messages/chat-response.ts'
import { isTextAlone, normalizeFinishReason } from '../streaming/chunk-assembler.ts'
import { ToolCallIds } from '../streaming/tool-call-ids.ts'
import { normalizeToolCalls } from '../streaming/tool-calls.ts'
import type { AnsweredRequest, Operation } from './operation.ts'
import { invalidField } from './parsed-chat.ts'
import { isPlainRequest } from './request-checks/plain-request.ts'
import { addExtras } from '../streaming/answer-extras.ts'

type ChatResult = Omit<ChatResponse, 'raw' | 'headers' | 'request'>

/** The chat operation. */
export const chatOperation: Operation<ChatRequest, ChatResult> = {
  checkOf: (request) => (isPlainRequest(request) ? nothing : fullCheck()),
  format(bound, request, context) {
    checkRoute(bound, context.url, isSharedHost(context.url) ? 'api' : 'container')
    return codecOf(bound).formatRequest(request, context)
  },
  parse: parseChat,
}

function nothing(): void {}

const fullCheck = laterPart(async () => (await import('./request-checks/check-chat-request.ts')).checkChatRequest)

/** Returns whether a host serves all models of a resource, with separate routes for each format. */
function isSharedHost(url: URL): boolean {
  const kind = hostKindOf(url)
  return kind === 'foundry' || kind === 'openai'
}

function parseChat(bound: BoundFormatter, body: unknown, { request, sent }: AnsweredRequest<ChatRequest>): ChatResult {
  const parsed: ParsedChatResponse = guard(bound, 'parseResponse', body, () => codecOf(bound).parseResponse(body, sent))
  const problem = isObject(parsed) ? invalidField(parsed, true) : `returned ${parsed === null ? 'null' : typeof parsed}`
  if (problem !== undefined) throw formatError(bound, 'parseResponse', body, problem)
  const reason = parsed.finishReason ?? 'stop'
  const isCut = reason === 'length' || reason === 'error'
  const calls = normalizeToolCalls(parsed.toolCalls, new ToolCallIds(request))
  const isComplete = !isCut && calls.length > 0 && calls.every((call) => isJson(call.arguments))
  const { secrets } = bound
  const result: { -readonly [Field in keyof ChatResult]: ChatResult[Field] } = {
    text: parsed.text,
    toolCalls: calls,
    finishReason: normalizeFinishReason(reason, isComplete),
  }
  if (parsed.reasoning) result.reasoning = parsed.reasoning
  if (parsed.rawFinishReason !== undefined) result.rawFinishReason = secrets.redactLabel(parsed.rawFinishReason)
  if (parsed.usage !== undefined) result.usage = parsed.usage
  if (parsed.id) result.id = secrets.redactLabel(parsed.id)
  if (parsed.model) result.model = secrets.redactLabel(parsed.model)
  addExtras(result, parsed, secrets)
  return result
}

/** Opens the formatter's reader for a stream; errors of the reader become `FormatError`s too. */
export function openReader(bound: BoundFormatter, sent: unknown): ChatStreamReader {
  const reader: unknown = guard(bound, 'openStream', undefined, () => codecOf(bound).openStream?.(sent))
  if (typeof reader !== 'function')
    throw formatError(bound, 'openStream', undefined, `returned ${typeof reader} instead of a reader`)
  let latest: unknown
  return (event) => {
    let parsed: ParsedChatChunk | undefined
    try {
      parsed = (reader as ChatStreamReader)(event)
    } catch (error) {
      // At the end of a stream, the event before it shows what the stream was.
      throw toLibraryError(bound, 'openStream', event ?? latest, error)
    }
    latest = event
    if (parsed === undefined || parsed === null) return undefined
    if (isTextAlone(parsed)) return parsed
    if (isPromise(parsed)) throw formatError(bound, 'openStream', event, describePromise(parsed))
    const problem = isObject(parsed) ? invalidField(parsed, false) : `returned ${typeof parsed} instead of a chunk`
    if (problem !== undefined) throw formatError(bound, 'openStream', event, problem)
    return parsed
  }
}
