import { type ChatMessage, ConfigurationError, type ToolCall, type UserMessage } from '@azureml-endpoints/core'
import { argumentsOf, type ToolResult, toToolResult } from './tool-results.ts'

/** A conversation in Cohere's format: the last message and the history. */
export interface WireConversation {
  readonly message: string
  readonly preamble?: string
  readonly chat_history?: readonly WireTurn[]
  /** The results of the last tool calls; then the message is empty. */
  readonly tool_results?: readonly ToolResult[]
}

type WireTurn =
  | { readonly role: 'USER' | 'SYSTEM' | 'CHATBOT'; readonly message: string; readonly tool_calls?: readonly unknown[] }
  | { readonly role: 'TOOL'; readonly tool_results: ToolResult[] }

/** Splits a conversation into preamble, history and last message. */
export function toConversation(messages: readonly ChatMessage[]): WireConversation {
  const [first, ...rest] = messages
  const preamble = first?.role === 'system' && rest.length > 0 ? first.content : undefined
  const turns = toTurns(messages, preamble === undefined ? 0 : 1)
  const last = turns.pop()
  if (last?.role !== 'USER' && last?.role !== 'TOOL') {
    const at = `messages[${messages.length - 1}]`
    const message = `${at} is neither a user nor a tool message, but Cohere's chat requires one at the end. Add a user message.`
    throw new ConfigurationError(message, { setting: `${at}.role` })
  }
  return {
    ...(preamble !== undefined && { preamble }),
    ...(turns.length > 0 && { chat_history: turns }),
    ...(last.role === 'TOOL' ? { message: '', tool_results: last.tool_results } : { message: last.message }),
  }
}

function toTurns(messages: readonly ChatMessage[], start: number): WireTurn[] {
  const turns: WireTurn[] = []
  // The tool calls so far; if an id occurs twice, the later call counts.
  const calls = new Map<string, ToolCall>()
  for (const [index, message] of messages.entries()) {
    if (message.role === 'assistant') for (const call of message.toolCalls ?? []) calls.set(call.id, call)
    if (index < start || isEmptyAnswer(message)) continue
    const last = turns.at(-1)
    if (message.role !== 'tool') {
      // Cohere refuses a message right after tool results.
      if (message.role === 'user' && last?.role === 'TOOL') turns.push(BRIDGE)
      turns.push(toTurn(message, index))
    }
    // Consecutive results form one turn.
    else if (last?.role === 'TOOL') last.tool_results.push(toToolResult(message, index, calls))
    else turns.push({ role: 'TOOL', tool_results: [toToolResult(message, index, calls)] })
  }
  return turns
}

const BRIDGE: WireTurn = { role: 'CHATBOT', message: 'OK' }

/** Cohere rejects empty messages, such as an answer that was stopped while thinking. */
function isEmptyAnswer(message: ChatMessage): boolean {
  return message.role === 'assistant' && message.content === '' && !message.toolCalls?.length
}

function toTurn(message: Exclude<ChatMessage, { readonly role: 'tool' }>, index: number): WireTurn {
  if (message.role === 'system') return { role: 'SYSTEM', message: message.content }
  if (message.role === 'user') return { role: 'USER', message: textOf(message, index) }
  const calls = message.toolCalls?.map(({ name, arguments: json }) => ({ name, parameters: argumentsOf(json) }))
  return { role: 'CHATBOT', message: message.content, ...(calls && calls.length > 0 && { tool_calls: calls }) }
}

function textOf({ content }: UserMessage, index: number): string {
  if (typeof content === 'string') return content
  const texts = content.map((part, place) => {
    if (part.type === 'text') return part.text
    const at = `messages[${index}].content[${place}]`
    throw new ConfigurationError(`${at} is of type ${part.type}, but Cohere's chat accepts only text. Remove it.`, {
      setting: at,
    })
  })
  return texts.join('\n')
}
