import {
  type AssistantMessage,
  type ChatMessage,
  type ChatRequest,
  ConfigurationError,
  type UserMessage,
} from '@azureml-endpoints/core'
import type { WireMessage, WirePart } from './wire-message.ts'
import { toWirePart } from './wire-parts.ts'
import type { CodecOptions } from '../options/formatter-options.ts'
import { schemaInstructionOf } from './response-format.ts'
import { foldSystemMessage, rejectLateSystemMessages } from './system-message-folding.ts'

/** Converts the conversation to OpenAI's messages, which both API types use. */
export function toWireMessages(request: ChatRequest, options: CodecOptions): readonly WireMessage[] {
  if (request.messages.length === 0) {
    throw new ConfigurationError('messages is empty. Pass at least one user message.', {
      setting: 'messages',
    })
  }
  if (options.foldSystemMessage) rejectLateSystemMessages(request.messages)
  const instruction = options.jsonSchema === 'prompt' ? schemaInstructionOf(request.responseFormat) : undefined
  const messages = withInstruction(
    request.messages.map((message, index) => toWireMessage(message, { index, options })),
    instruction,
  )
  return options.foldSystemMessage ? foldSystemMessage(messages) : messages
}

function toWireMessage(
  message: ChatMessage,
  { index, options }: { readonly index: number; readonly options: CodecOptions },
): WireMessage {
  switch (message.role) {
    case 'system':
      return { role: 'system', content: message.content }
    case 'user':
      return { role: 'user', content: toWireContent(message, index) }
    case 'assistant':
      return toWireAnswer(message, options)
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

/** Omits the reasoning of earlier responses, except for the few models that need it. */
function toWireAnswer({ content, reasoning, toolCalls }: AssistantMessage, options: CodecOptions): WireMessage {
  const calls = toolCalls?.map((call) => ({
    id: call.id,
    type: 'function',
    function: { name: call.name, arguments: call.arguments },
  }))
  return {
    role: 'assistant',
    content,
    ...(options.sendReasoning && reasoning ? { reasoning_content: reasoning } : undefined),
    ...(calls && calls.length > 0 ? { tool_calls: calls } : undefined),
  }
}

function withInstruction(messages: readonly WireMessage[], instruction: string | undefined): readonly WireMessage[] {
  if (instruction === undefined) return messages
  const [first, ...rest] = messages
  if (first?.role !== 'system') return [{ role: 'system', content: instruction }, ...messages]
  return [{ role: 'system', content: `${String(first.content)}\n\n${instruction}` }, ...rest]
}
