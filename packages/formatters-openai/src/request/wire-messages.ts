import type { AssistantMessage, ChatMessage, ChatRequest, ToolCall, UserMessage } from '@azureml-endpoints/core'
import { withInstruction } from '../conversation/instruction.ts'
import { toTurns } from '../conversation/turns.ts'
import type { WireMessage, WirePart, WireToolCall } from '../conversation/wire-message.ts'
import type { CodecOptions } from '../options/formatter-options.ts'
import { argumentsTextOf } from './call-arguments.ts'
import { earlierReasoning, type SentReasoning } from './earlier-reasoning.ts'
import { noMessages, rejectNoParts, unknownRole } from './message-errors.ts'
import { answerFieldsOf, callFieldsOf } from './provider-data.ts'
import { schemaInstructionOf } from './response-format.ts'
import { toWirePart } from './wire-parts.ts'

/** Converts the conversation to OpenAI's messages, which both API types use. */
export function toWireMessages(request: ChatRequest, options: CodecOptions): readonly WireMessage[] {
  if (request.messages.length === 0) throw noMessages()
  const reasoning = earlierReasoning(request, options)
  const turns = toTurns(
    request.messages.map((message, index) => toWireMessage(message, { index, options, reasoning: reasoning[index] })),
  )
  const instruction = options.jsonSchema === 'prompt' ? schemaInstructionOf(request.responseFormat) : undefined
  return options.family.shape(withInstruction(turns, instruction))
}

interface Place {
  readonly index: number
  readonly options: CodecOptions
  readonly reasoning: SentReasoning | undefined
}

function toWireMessage(message: ChatMessage, { index, options, reasoning }: Place): WireMessage {
  switch (message.role) {
    case 'system':
      return { role: 'system', content: message.content }
    case 'user':
      return { role: 'user', content: toWireContent(message, index) }
    case 'assistant':
      return toWireAnswer(message, options, reasoning)
    case 'tool':
      return { role: 'tool', content: message.content, tool_call_id: message.toolCallId }
    default:
      throw unknownRole(message, index)
  }
}

function toWireContent({ content }: UserMessage, index: number): string | readonly WirePart[] {
  if (typeof content === 'string') return content
  const setting = `messages[${index}].content`
  rejectNoParts(content, setting)
  return content.map((part, position) => toWirePart(part, `${setting}[${position}]`))
}

function toWireAnswer(
  { content, toolCalls, providerData }: AssistantMessage,
  { family }: CodecOptions,
  reasoning: SentReasoning | undefined,
): WireMessage {
  const calls = toolCalls?.map((call) => toWireCall(call, family.sendsForeignFields))
  return {
    role: 'assistant',
    content: reasoning?.thinking === undefined ? content : thinkingContent(reasoning.thinking, content),
    ...reasoning?.fields,
    ...(family.sendsForeignFields ? answerFieldsOf(providerData) : undefined),
    ...(calls && calls.length > 0 ? { tool_calls: calls } : undefined),
  }
}

function toWireCall({ id, name, arguments: text, providerData }: ToolCall, sendsFields: boolean): WireToolCall {
  const call = { id, type: 'function', function: { name, arguments: argumentsTextOf(text) } }
  return sendsFields ? { ...call, ...callFieldsOf(providerData) } : call
}

/** The form of Mistral's reasoning models. */
function thinkingContent(thinking: string, content: string): readonly WirePart[] {
  const part: WirePart = { type: 'thinking', thinking: [{ type: 'text', text: thinking }] }
  return content === '' ? [part] : [part, { type: 'text', text: content }]
}
