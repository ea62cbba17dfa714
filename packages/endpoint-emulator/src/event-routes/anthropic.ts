import { findConversationProblem } from '../anthropic-format/conversation-rules.ts'
import type { MessageIdentity } from '../anthropic-format/message-identity.ts'
import { renderMessage } from '../anthropic-format/message-renderer.ts'
import { MessageStream } from '../anthropic-format/message-stream.ts'
import { findParameterProblem } from '../anthropic-format/parameter-rules.ts'
import { invalidRequest } from '../anthropic-format/problem.ts'
import { toChatBody } from '../anthropic-format/to-chat-body.ts'
import { countPrompt } from '../engine/deterministic-engine.ts'
import { type EngineRequest, collect } from '../engine/engine.ts'
import { anthropicRequestId } from '../failures/anthropic-errors.ts'
import { type EmulatorResponse, jsonResponse } from '../http/response.ts'
import { type JsonObject, asList, isObject } from '../json/json-value.ts'
import { lastUserText } from '../json/message-text.ts'
import { parseChatRequest } from '../openai-format/chat-request.ts'
import { eventStream } from './event-stream.ts'
import { type Exchange, requireJson } from '../routes/exchange.ts'
import { requestDefaults } from '../routes/request-defaults.ts'
import { runModel } from '../routes/run-model.ts'

/** Handles Claude's Messages API. */
export async function anthropicMessages(exchange: Exchange): Promise<EmulatorResponse> {
  const { body, request } = parseMessages(exchange, {})
  const stream = body['stream'] === true
  const identity = identify(exchange, body)
  const output = await runModel(exchange, request, stream)
  if (!stream) return jsonResponse(200, renderMessage(await collect(output), identity))
  const counted = Array.isArray(output) ? output.at(-1)?.usage?.prompt_tokens : undefined
  const response = eventStream(output, new MessageStream(identity, counted ?? countPrompt(request)), exchange)
  return { ...response, headers: { ...response.headers, 'request-id': identity.requestId } }
}

/** Handles the counting of a request's tokens, which takes no limit for the answer. */
export async function anthropicTokenCount(exchange: Exchange): Promise<EmulatorResponse> {
  const { request } = parseMessages(exchange, { max_tokens: 100_000 })
  return jsonResponse(200, { input_tokens: countPrompt(request) })
}

function parseMessages(
  exchange: Exchange,
  defaults: JsonObject,
): { readonly body: JsonObject; readonly request: EngineRequest } {
  const given = requireJson(exchange.request)
  if (exchange.request.headers['anthropic-version'] === undefined)
    throw invalidRequest('anthropic-version: header is required')
  if (!isObject(given)) throw invalidRequest('Input should be a valid dictionary or object to extract fields from')
  const body = { ...defaults, ...given }
  const problem = findParameterProblem(body) ?? findConversationProblem(body)
  if (problem !== undefined) throw invalidRequest(problem)
  const request = parseChatRequest(toChatBody(body), requestDefaults(exchange))
  return { body, request: { ...request, reasoning: reasoningOf(body, request), thinksBeforeCalls: true } }
}

/** Thoughts are blocks here, never tags; a model that always thinks is one whose options say so. */
function reasoningOf({ thinking }: JsonObject, request: EngineRequest): EngineRequest['reasoning'] {
  const type = isObject(thinking) ? thinking['type'] : undefined
  if (type === 'disabled') return 'off'
  return type !== undefined || request.reasoning !== 'off' ? 'field' : 'off'
}

function identify({ number, reply, deployment }: Exchange, body: JsonObject): MessageIdentity {
  const { thinking, model } = body
  const omitted = isObject(thinking) && thinking['display'] === 'omitted'
  const redacted = lastUserText(body).includes(redactionTrigger)
  return {
    id: `msg_${String(number).padStart(24, '0')}`,
    requestId: anthropicRequestId(),
    model: reply?.model ?? deployment.model.model ?? String(model),
    thoughts: redacted ? 'redacted' : omitted ? 'omitted' : 'shown',
    scriptedIds: new Set(asList(reply?.toolCalls).flatMap((call) => (isObject(call) ? [String(call['id'])] : []))),
  }
}

/** The text that makes Claude redact its thoughts, for tests; what follows it in the real one is left out. */
const redactionTrigger = 'ANTHROPIC_MAGIC_STRING_TRIGGER_REDACTED_THINKING'
