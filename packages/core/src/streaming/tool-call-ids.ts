import type { ChatRequest } from '../messages/chat-request.ts'

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
