import type { EngineRequest } from '../engine/engine.ts'
import type { JsonObject } from '../json/json-value.ts'
import { isEmpty, toolCallsOf } from './messages.ts'

/** Finds the first rule of Mistral's API that a conversation breaks; returns the body of the response. */
export function findMistralProblem({ messages: given }: EngineRequest): JsonObject | undefined {
  const messages = given.map((message) => ({ message, role: roleOf(message) }))
  const order = findEnd(messages) ?? findOrder(messages) ?? findPairing(messages)
  if (order !== undefined) return problem(order, 'invalid_request_message_order', '3230')
  for (const [index, { message, role }] of messages.entries()) {
    const found =
      role === 'assistant'
        ? findAssistantProblem(message, index === messages.length - 1)
        : role === 'tool' && findIdProblem(String(message['tool_call_id'] ?? 'null'))
    if (found) return found
  }
  return undefined
}

interface Turn {
  readonly message: JsonObject
  readonly role: string
}

function roleOf({ role }: JsonObject): string {
  return role === 'developer' ? 'system' : String(role)
}

function findEnd(turns: readonly Turn[]): string | undefined {
  const last = turns.at(-1)
  if (turns.length === 1 && last?.role !== 'user' && last?.role !== 'system') {
    return 'Conversation must start with a user message or system message'
  }
  if (last?.role !== 'assistant' || last.message['prefix'] === true) return undefined
  return 'Expected last role User or Tool (or Assistant with prefix True) for serving but got assistant'
}

const followers: Readonly<Record<string, readonly string[]>> = {
  system: ['user', 'assistant', 'system'],
  user: ['assistant', 'system', 'user'],
  assistant: ['assistant', 'user', 'tool'],
  tool: ['assistant', 'tool'],
}

function findOrder(turns: readonly Turn[]): string | undefined {
  const at = turns.findIndex(({ role }, index) => {
    const previous = turns[index - 1]
    return previous !== undefined && !followers[previous.role]?.includes(role)
  })
  return at < 0 ? undefined : `Unexpected role '${turns[at]?.role}' after role '${turns[at - 1]?.role}'`
}

function findPairing(turns: readonly Turn[]): string | undefined {
  let expected = new Set<string>()
  const answered = new Set<string>()
  for (const { message, role } of turns.slice(1)) {
    if (role === 'tool') {
      const id = String(message['tool_call_id'])
      if (answered.has(id)) return `Duplicate tool call id ${id} in tool results`
      if (!expected.has(id)) return `Unexpected tool call id ${id} in tool results`
      answered.add(id)
    } else if (role === 'assistant') {
      if (answered.size !== expected.size) return unequal
      const ids = toolCallsOf(message).map(({ id }) => id)
      const twice = ids.find((id, index) => ids.indexOf(id) < index)
      if (twice !== undefined) return `Duplicate tool call id ${twice} in assistant message`
      expected = new Set(ids)
      answered.clear()
    }
  }
  return answered.size === expected.size ? undefined : unequal
}

const unequal = 'Not the same number of function calls and responses'

function findAssistantProblem(message: JsonObject, last: boolean): JsonObject | undefined {
  const calls = toolCallsOf(message)
  if (isEmpty(message) && calls.length === 0) {
    return problem('Assistant message must have either content or tool_calls, but not none.', 'invalid_request_error')
  }
  for (const { id, name } of calls) {
    const wrong = findIdProblem(id)
    if (wrong) return wrong
    if (/^[a-zA-Z0-9_-]{1,64}$/.test(name)) continue
    const rule = 'must be a-z, A-Z, 0-9, or contain underscores and dashes, with a maximum length of 64.'
    return problem(`Function name was ${name} but ${rule}`, 'invalid_function_call', '3280')
  }
  if (message['prefix'] !== true || last) return undefined
  return problem('Assistant message with prefix True must be last message', 'invalid_request_error')
}

function findIdProblem(id: string): JsonObject | undefined {
  if (/^[a-zA-Z0-9]{9}$/.test(id)) return undefined
  const message = `Tool call id was ${id} but must be a-z, A-Z, 0-9, with a length of 9.`
  return problem(message, 'invalid_function_call', '3280')
}

function problem(message: string, type: string, code: string | null = null): JsonObject {
  return { object: 'error', message, type, param: null, code }
}
