import { limitError, limits } from '../errors/limits.ts'
import type { ParsedToolCall } from '../formatter/formatter.ts'
import type { ToolCall } from '../messages/chat-message.ts'
import type { ChatRequest } from '../messages/chat-request.ts'

/** Normalizes the tool calls of a whole answer. */
export function normalizeToolCalls(calls: readonly ParsedToolCall[] | undefined, ids: ToolCallIds): ToolCall[] {
  if (calls === undefined) return []
  if (calls.length > limits.toolCalls) throw tooManyCalls()
  return calls.map((call) => ({
    id: ids.assign(call.id),
    name: call.name,
    arguments: call.arguments.trim() === '' ? '{}' : call.arguments,
    ...(call.providerData !== undefined && { providerData: call.providerData }),
  }))
}

/** Creates the error for an answer with more tool calls than are accepted. */
export function tooManyCalls(): Error {
  return limitError('The answer has too many tool calls', `${limits.toolCalls} calls`)
}

/** Assigns ids to tool calls: the endpoint's id if it is new to the conversation, else a generated one. */
export class ToolCallIds {
  readonly #request: ChatRequest
  #used: Set<string> | undefined

  constructor(request: ChatRequest) {
    this.#request = request
  }

  assign(id: string | undefined): string {
    this.#used ??= idsIn(this.#request)
    let assigned = id
    while (assigned === undefined || assigned === '' || this.#used.has(assigned)) assigned = newId()
    this.#used.add(assigned)
    return assigned
  }
}

function idsIn({ messages }: ChatRequest): Set<string> {
  const used = new Set<string>()
  for (const message of messages) {
    if (message.role === 'tool') used.add(message.toolCallId)
    else if (message.role === 'assistant') for (const { id } of message.toolCalls ?? []) used.add(id)
  }
  return used
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Generates nine letters and digits, the only form that Mistral's models accept. */
function newId(): string {
  let id = ''
  for (const byte of crypto.getRandomValues(new Uint8Array(9))) id += alphabet[byte % alphabet.length]
  return id
}
