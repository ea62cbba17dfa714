import {
  type AssistantMessage,
  type ChatMessage,
  ConfigurationError,
  type ContentPart,
  type SystemMessage,
  type ToolMessage,
  type UserMessage,
} from '@azureml-endpoints/core'
import type { AIMessage, BaseMessage, InvalidToolCall, ToolMessage as ToolResult } from '@langchain/core/messages'
import { toJSON } from './conversion-error.ts'
import { assistantContent, filesIn, textOf, userContent } from './content.ts'

/**
 * Converts a conversation. `name` is dropped because no format supports it. Images and files in tool results follow in a user
 * message, because core's tool messages contain only text.
 */
export function toCoreMessages(messages: readonly BaseMessage[]): readonly ChatMessage[] {
  const answered = new Set(messages.filter(isToolResult).map((message) => message.tool_call_id))
  const converted: ChatMessage[] = []
  let files: ContentPart[] = []
  const flushFiles = (): void => {
    if (files.length > 0)
      converted.push({ role: 'user', content: [{ type: 'text', text: filesIntroduction }, ...files] })
    files = []
  }
  for (const [index, message] of messages.entries()) {
    const at = `messages[${index}]`
    if (isToolResult(message)) files.push(...filesIn(message, at))
    else flushFiles()
    converted.push(toCoreMessage(message, { at, answered }))
  }
  flushFiles()
  return converted
}

const filesIntroduction = 'The files from the tool results above:'

/** The position of a message, for errors, and the tool calls that the conversation has results for. */
interface Place {
  readonly at: string
  readonly answered: ReadonlySet<string>
}

function toCoreMessage(message: BaseMessage, place: Place): ChatMessage {
  const role = roleOf(message)
  switch (role) {
    case 'system':
      return { role, content: textOf(message, place.at) } satisfies SystemMessage
    case 'user':
      return { role, content: userContent(message, place.at) } satisfies UserMessage
    case 'assistant':
      return toAssistantMessage(message as AIMessage, place)
    case 'tool':
      return toToolMessage(message as ToolResult, place.at)
    default:
      throw new ConfigurationError(
        `${place.at} is a message with the role ${JSON.stringify(role)}, which no chat format supports. ` +
          'Pass system, human, ai and tool messages.',
        { setting: place.at },
      )
  }
}

function roleOf(message: BaseMessage): string {
  const role = message.type === 'generic' ? (message as unknown as { readonly role: string }).role : message.type
  return roles[role] ?? role
}

const roles: Readonly<Partial<Record<string, string>>> = {
  system: 'system',
  developer: 'system',
  human: 'user',
  user: 'user',
  ai: 'assistant',
  assistant: 'assistant',
  tool: 'tool',
}

function toAssistantMessage(message: AIMessage, { at, answered }: Place): AssistantMessage {
  const { text, reasoning } = assistantContent(message, at)
  const calls = (message.tool_calls ?? []).map((call, index) => ({
    id: call.id ?? missing(`${at}.tool_calls[${index}].id`, 'a tool result refers to its call by this id'),
    name: call.name,
    arguments: toJSON(call.args ?? {}, `${at}.tool_calls[${index}].args`),
  }))
  // The conversation needs an invalid call only if it contains a result for it.
  const invalid = (message.invalid_tool_calls ?? []).filter(({ id }) => id !== undefined && answered.has(id))
  const toolCalls = [...calls, ...invalid.map(toInvalidCall)]
  return {
    role: 'assistant',
    content: text,
    ...(reasoning !== '' && { reasoning }),
    ...(toolCalls.length > 0 && { toolCalls }),
  }
}

/** Replaces invalid arguments, because servers reject a history with arguments that are not a JSON object. */
function toInvalidCall({ id = '', name = '', args = '' }: InvalidToolCall): {
  id: string
  name: string
  arguments: string
} {
  return { id, name, arguments: isJsonObject(args) ? args : '{}' }
}

function toToolMessage(message: ToolResult, at: string): ToolMessage {
  const toolCallId =
    message.tool_call_id ?? missing(`${at}.tool_call_id`, 'it identifies the call that this is the result of')
  return { role: 'tool', content: textOf(message, at), toolCallId }
}

function isToolResult(message: BaseMessage): message is ToolResult {
  return message.type === 'tool'
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

function missing(setting: string, why: string): never {
  throw new ConfigurationError(`${setting} is missing: ${why}. Set it.`, { setting })
}
