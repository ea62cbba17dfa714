import {
  type LanguageModelV4Message,
  type LanguageModelV4Prompt,
  type LanguageModelV4ToolCallPart,
  type SharedV4Warning,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider'
import type { ChatMessage, ContentPart, ToolCall } from '@azureml-endpoints/core'
import { warnAboutMisplacedOptions } from './misplaced-options.ts'
import { toContentPart } from './parts.ts'
import { toToolMessages } from './tool-results.ts'

/**
 * Converts a conversation.
 * @throws UnsupportedFunctionalityError for parts that no endpoint supports.
 */
export function toMessages(prompt: LanguageModelV4Prompt, warnings: SharedV4Warning[]): ChatMessage[] {
  return prompt.flatMap((message) => {
    warnAboutMisplacedOptions(`${message.role} message`, message.providerOptions, warnings)
    if (typeof message.content !== 'string') {
      for (const part of message.content) warnAboutMisplacedOptions(`${part.type} part`, part.providerOptions, warnings)
    }
    return toCoreMessages(message, warnings)
  })
}

function toCoreMessages(message: LanguageModelV4Message, warnings: SharedV4Warning[]): ChatMessage[] {
  switch (message.role) {
    case 'system':
      return [{ role: 'system', content: message.content }]
    case 'user':
      return [{ role: 'user', content: toUserContent(message.content.map(toContentPart)) }]
    case 'assistant':
      return toAssistantMessages(message.content, warnings)
    case 'tool':
      return toToolMessages(message.content, warnings)
    default:
      throw new UnsupportedFunctionalityError({
        functionality: `message with role ${(message as { role: string }).role}`,
      })
  }
}

/** Sends a single text as a string, because not every server accepts parts. */
function toUserContent(parts: ContentPart[]): string | ContentPart[] {
  const [first] = parts
  if (first === undefined) return ''
  return parts.length === 1 && first.type === 'text' ? first.text : parts
}

function toAssistantMessages(
  parts: Extract<LanguageModelV4Message, { role: 'assistant' }>['content'],
  warnings: SharedV4Warning[],
): ChatMessage[] {
  let content = ''
  let reasoning = ''
  const toolCalls: ToolCall[] = []
  const results = []
  for (const part of parts) {
    if (part.type === 'text') content += part.text
    else if (part.type === 'reasoning') reasoning += part.text
    else if (part.type === 'tool-call') toolCalls.push(toToolCall(part))
    // The result of a tool that another provider ran. The model needs it too.
    else if (part.type === 'tool-result') results.push(part)
    else throw new UnsupportedFunctionalityError({ functionality: `${part.type} part in an assistant message` })
  }
  return [
    {
      role: 'assistant',
      content,
      reasoning: reasoning || undefined,
      toolCalls: toolCalls.length > 0 ? toolCalls : undefined,
    },
    ...toToolMessages(results, warnings),
  ]
}

function toToolCall({ toolCallId, toolName, input }: LanguageModelV4ToolCallPart): ToolCall {
  return { id: toolCallId, name: toolName, arguments: toArguments(input) }
}

/** Serializes arguments. A string means that the model's arguments were invalid; it is kept if it is JSON after all. */
function toArguments(input: unknown): string {
  if (typeof input === 'string' && isJSONObject(input)) return input
  return JSON.stringify(input ?? {})
}

function isJSONObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null
  } catch {
    return false
  }
}
