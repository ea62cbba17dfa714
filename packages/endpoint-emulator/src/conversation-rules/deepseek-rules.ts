import type { EngineRequest } from '../engine/engine.ts'
import type { JsonObject } from '../json/json-value.ts'
import { isEmpty, toolCallsOf } from './messages.ts'

/** Finds the first rule of DeepSeek's API that a conversation breaks; returns the body of the response. */
export function findDeepSeekProblem(request: EngineRequest): JsonObject | undefined {
  const message =
    findToolProblem(request.messages) ??
    findEmpty(request.messages) ??
    (request.model === 'deepseek-reasoner' ? findSuccessive(request.messages) : undefined) ??
    (request.reasoning === 'off' ? undefined : findMissingReasoning(request.messages))
  if (message === undefined) return undefined
  return { error: { message, type: 'invalid_request_error', param: null, code: 'invalid_request_error' } }
}

function findToolProblem(messages: readonly JsonObject[]): string | undefined {
  let waiting = new Set<string>()
  let called = false
  for (const message of messages) {
    if (message['role'] === 'tool') {
      if (!called) return "Messages with role 'tool' must be a response to a preceding message with 'tool_calls'"
      waiting.delete(String(message['tool_call_id']))
      continue
    }
    if (waiting.size > 0) return unanswered
    const calls = message['role'] === 'assistant' ? toolCallsOf(message) : []
    called = calls.length > 0
    waiting = new Set(calls.map(({ id }) => id))
  }
  return waiting.size > 0 ? unanswered : undefined
}

function findEmpty(messages: readonly JsonObject[]): string | undefined {
  const empty = messages.some(
    (message) => message['role'] === 'assistant' && isEmpty(message) && toolCallsOf(message).length === 0,
  )
  return empty ? 'Invalid assistant message: content or tool_calls must be set' : undefined
}

/** The first of the reasoning models took no two messages of the same speaker in a row. */
function findSuccessive(messages: readonly JsonObject[]): string | undefined {
  const at = messages.findIndex(({ role }, index) => {
    return (role === 'user' || role === 'assistant') && messages[index + 1]?.['role'] === role
  })
  if (at < 0) return undefined
  const which = `messages[${at}] and messages[${at + 1}] in your input`
  return `deepseek-reasoner does not support successive user or assistant messages (${which}). You should interleave the user/assistant messages in the message sequence.`
}

/** A thinking model wants back what it thought before it called a tool. */
function findMissingReasoning(messages: readonly JsonObject[]): string | undefined {
  const missing = messages.some(
    (message) => toolCallsOf(message).length > 0 && typeof message['reasoning_content'] !== 'string',
  )
  return missing ? 'The `reasoning_content` in the thinking mode must be passed back to the API.' : undefined
}

const unanswered =
  "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. (insufficient tool messages following tool_calls message)"
