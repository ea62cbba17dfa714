import {
  type AssistantMessage,
  type ChatMessage,
  type ChatRequest,
  ConfigurationError,
  type ToolCall,
  type UserMessage,
} from '@azureml-endpoints/core'
import { toTurns, type Turn } from '../conversation/turns.ts'
import type { WireMessage, WirePart, WireToolCall } from '../conversation/wire-message.ts'
import type { CodecOptions } from '../options/formatter-options.ts'
import { argumentsTextOf } from './call-arguments.ts'
import { earlierReasoning, type SentReasoning } from './earlier-reasoning.ts'
import { answerFieldsOf, callFieldsOf } from './provider-data.ts'
import { schemaInstructionOf } from './response-format.ts'
import { toWirePart } from './wire-parts.ts'

/** Converts the conversation to OpenAI's messages, which both API types use. */
export function toWireMessages(request: ChatRequest, options: CodecOptions): readonly WireMessage[] {
  if (request.messages.length === 0) {
    throw new ConfigurationError('messages is empty. Pass at least one user message.', {
      setting: 'messages',
    })
  }
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
      throw new ConfigurationError(
        `messages[${index}] has the role ${JSON.stringify((message as { role?: unknown }).role)}. ` +
          'Use system, user, assistant or tool.',
        { setting: `messages[${index}]` },
      )
  }
}

function toWireContent({ content }: UserMessage, index: number): string | readonly WirePart[] {
  if (typeof content === 'string') return content
  const setting = `messages[${index}].content`
  if (content.length === 0) {
    throw new ConfigurationError(`${setting} is an empty array. Pass a string, or at least one part.`, { setting })
  }
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

function withInstruction(turns: readonly Turn[], instruction: string | undefined): readonly Turn[] {
  if (instruction === undefined) return turns
  const [first, ...rest] = turns
  if (first?.message.role !== 'system') {
    return [{ message: { role: 'system', content: instruction }, index: -1, exchanges: [] }, ...turns]
  }
  const content = `${String(first.message.content)}\n\n${instruction}`
  return [{ ...first, message: { ...first.message, content } }, ...rest]
}
