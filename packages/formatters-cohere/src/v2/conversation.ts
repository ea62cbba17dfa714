import type { AssistantMessage, ChatMessage, SystemMessage, UserMessage } from '@azureml-endpoints/core'
import type { CohereV2FormatterOptions } from './formatter-options.ts'
import { isThinking } from './provider-data.ts'
import { type ToolExchange, ToolExchanges, toResultMessages } from './tool-exchanges.ts'
import { toUserContent } from './user-content.ts'
import type { WireAssistantMessage, WireMessage, WirePart } from './wire-message.ts'

/**
 * Converts a conversation to one that Cohere accepts: system messages at the start are joined, since it may have only one there;
 * answers without text and calls are left out; results follow their calls, whose ids are unique.
 */
export function toConversation(
  messages: readonly ChatMessage[],
  options: CohereV2FormatterOptions,
): readonly WireMessage[] {
  const turns = toTurns(messages, options)
  const wire: WireMessage[] = []
  for (const [position, { message, exchanges }] of turns.entries()) {
    wire.push(message)
    for (const result of toResultMessages(exchanges, position === turns.length - 1)) wire.push(result)
  }
  return wire
}

/** A message with the results of its tool calls. */
interface Turn {
  readonly message: WireMessage
  readonly exchanges: readonly ToolExchange[]
}

function toTurns(messages: readonly ChatMessage[], options: CohereV2FormatterOptions): readonly Turn[] {
  const found = messages.findIndex(({ role }) => role !== 'system')
  const start = found === -1 ? messages.length : found
  const instructions = joined(messages.slice(0, start) as readonly SystemMessage[])
  const turns: Turn[] =
    instructions === '' ? [] : [{ message: { role: 'system', content: instructions }, exchanges: [] }]
  const calls = new ToolExchanges()
  for (const [index, message] of messages.entries()) {
    if (index < start) continue
    if (message.role === 'tool') calls.answer(message, index)
    else if (message.role === 'user') turns.push({ message: toUserMessage(message, index), exchanges: [] })
    else if (message.role === 'system') {
      if (message.content !== '') turns.push({ message: { role: 'system', content: message.content }, exchanges: [] })
    } else if (!isEmpty(message, options)) {
      const exchanges = calls.open(message.toolCalls ?? [])
      turns.push({ message: toAssistantMessage(message, exchanges, options), exchanges })
    }
  }
  return turns
}

function joined(instructions: readonly SystemMessage[]): string {
  const texts = instructions.map(({ content }) => content).filter((text) => text !== '')
  return texts.join('\n\n')
}

function toUserMessage({ content }: UserMessage, index: number): WireMessage {
  return { role: 'user', content: toUserContent(content, `messages[${index}].content`) }
}

/** Cohere refuses empty messages, such as an answer that was stopped while thinking. */
function isEmpty(message: AssistantMessage, { sendReasoning }: CohereV2FormatterOptions): boolean {
  return message.content === '' && !message.toolCalls?.length && !(sendReasoning === true && message.reasoning)
}

function toAssistantMessage(
  { content, reasoning, providerData }: AssistantMessage,
  exchanges: readonly ToolExchange[],
  { sendReasoning = exchanges.length > 0 }: CohereV2FormatterOptions,
): WireAssistantMessage {
  const sent = sendReasoning && reasoning ? reasoning : undefined
  const isPlan = sent !== undefined && exchanges.length > 0 && !isThinking(providerData)
  const text: WirePart[] = content === '' ? [] : [{ type: 'text', text: content }]
  const parts: WirePart[] = sent === undefined || isPlan ? [] : [{ type: 'thinking', thinking: sent }, ...text]
  return {
    role: 'assistant',
    ...(parts.length > 0 ? { content: parts } : content !== '' && { content }),
    ...(isPlan && { tool_plan: sent }),
    ...(exchanges.length > 0 && { tool_calls: exchanges.map(({ call }) => call) }),
  }
}
