import {
  type AssistantMessage,
  type ChatMessage,
  ConfigurationError,
  type ContentPart,
  type ToolMessage,
} from '@azureml-endpoints/core'
import type { AIMessage, BaseMessage, ToolMessage as ToolResult } from '@langchain/core/messages'
import { assistantText } from './assistant-text.ts'
import { assistantCalls, missing, type Place } from './assistant-calls.ts'
import { systemText, type ToolContent, toolContent, userContent } from './content.ts'
import { providerDataIn } from '../from-core/provider-data.ts'

/**
 * Converts a conversation. `name` is dropped because no format supports it. Images and files in tool results follow in a user
 * message, because core's tool messages contain only text.
 */
export function toCoreMessages(messages: readonly BaseMessage[]): readonly ChatMessage[] {
  const answered = new Set(messages.filter(isToolResult).map((message) => message.tool_call_id))
  const converted: ChatMessage[] = []
  let files: ContentPart[] = []
  const flushFiles = (): void => {
    if (files.length > 0) converted.push({ role: 'user', content: files })
    files = []
  }
  for (const [index, message] of messages.entries()) {
    const at = `messages[${index}]`
    if (isToolResult(message)) {
      const result = toolContent(message, at)
      files.push(...introduced(result, message.name ?? message.tool_call_id))
      converted.push(toToolMessage(message, result, at))
    } else {
      flushFiles()
      converted.push(toCoreMessage(message, { at, answered }))
    }
  }
  flushFiles()
  return converted
}

/** Says which tool returned the files, since there may be several. */
function introduced({ files }: ToolContent, tool: string): readonly ContentPart[] {
  if (files.length === 0) return []
  return [{ type: 'text', text: `The files from the tool results of ${JSON.stringify(tool)}:` }, ...files]
}

function toCoreMessage(message: BaseMessage, place: Place): ChatMessage {
  const role = roleOf(message)
  switch (role) {
    case 'system':
      return { role, content: systemText(message, place.at) }
    case 'user':
      return { role, content: userContent(message, place.at) }
    case 'assistant':
      return toAssistantMessage(message as AIMessage, place)
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
  return roles[role.toLowerCase()] ?? role
}

const roles: Readonly<Partial<Record<string, string>>> = {
  system: 'system',
  developer: 'system',
  human: 'user',
  user: 'user',
  ai: 'assistant',
  assistant: 'assistant',
  model: 'assistant',
}

function toAssistantMessage(message: AIMessage, { at, answered }: Place): AssistantMessage {
  const { text, reasoning } = assistantText(message, at)
  const toolCalls = assistantCalls(message, { at, answered })
  const { message: providerData } = providerDataIn(message)
  return {
    role: 'assistant',
    content: text,
    ...(reasoning !== '' && { reasoning }),
    ...(toolCalls.length > 0 && { toolCalls }),
    ...(providerData !== undefined && { providerData }),
  }
}

function toToolMessage(message: ToolResult, { text }: ToolContent, at: string): ToolMessage {
  const toolCallId =
    message.tool_call_id ?? missing(`${at}.tool_call_id`, 'it identifies the call that this is the result of')
  return { role: 'tool', content: text, toolCallId }
}

function isToolResult(message: BaseMessage): message is ToolResult {
  return message.type === 'tool'
}
