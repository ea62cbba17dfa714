import {
  type LanguageModelV4Message,
  type LanguageModelV4Prompt,
  type SharedV4Warning,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider'
import type { ChatMessage, ContentPart } from '@azureml-endpoints/core'
import { toAssistantMessages } from './assistant-messages.ts'
import { leftOutMessage, startOfCurrentTurn } from './earlier-turns.ts'
import { imageDetail, partOptions } from './part-options.ts'
import { textAlone, toContentPart } from './parts.ts'
import { sendable, warnAboutStrayResult } from './left-out.ts'
import { ToolPairs } from './tool-pairs.ts'
import { toToolMessages } from './tool-results.ts'
import { warnOnce } from './warn-once.ts'

/**
 * Converts a conversation.
 * @throws UnsupportedFunctionalityError for parts of the user's current message that no endpoint supports; those of earlier ones
 * are left out with a warning.
 */
export function toMessages(prompt: LanguageModelV4Prompt, warnings: SharedV4Warning[]): ChatMessage[] {
  const pairs = new ToolPairs(prompt)
  const start = startOfCurrentTurn(prompt)
  return prompt.flatMap((message, index) => {
    const options = partOptions(`${message.role} message`, message.providerOptions, warnings)
    switch (message.role) {
      case 'system':
        return [{ role: 'system', content: message.content }]
      case 'user': {
        const text = textAlone(message.content)
        if (text !== undefined) return [{ role: 'user', content: text }]
        const convert = (part: UserPart): ContentPart => toContentPart(part, imageDetail(options), warnings)
        const { content } = message
        return [
          { role: 'user', content: index < start ? earlier(content, convert, warnings) : current(content, convert) },
        ]
      }
      case 'assistant':
        return toAssistantMessages(message.content, { pairs, warnings, providerData: options['providerData'] })
      case 'tool':
        return toToolMessages(withCalls(message.content, pairs, warnings), warnings)
      default:
        throw new UnsupportedFunctionalityError({
          functionality: `message with role ${(message as LanguageModelV4Message).role}`,
        })
    }
  })
}

type UserPart = Extract<LanguageModelV4Message, { role: 'user' }>['content'][number]
type Convert = (part: UserPart) => ContentPart

function current(parts: UserPart[], convert: Convert): UserContent {
  return toUserContent(parts.map((part) => convert(part)))
}

function earlier(parts: UserPart[], convert: Convert, warnings: SharedV4Warning[]): UserContent {
  const sent = parts.flatMap((part) => sendable(() => convert(part), 'an earlier message', warnings))
  return sent.length === 0 && parts.length > 0 ? leftOutMessage : toUserContent(sent)
}

type UserContent = string | ContentPart[]

/** Sends a single text as a string, because not every server accepts parts. */
function toUserContent(parts: ContentPart[]): UserContent {
  const [first] = parts
  if (first === undefined) return ''
  return parts.length === 1 && first.type === 'text' ? first.text : parts
}

type ToolContent = Extract<LanguageModelV4Message, { role: 'tool' }>['content']

/**
 * Leaves out results without a pending call: those of calls that are no longer in the conversation, and the second result of a
 * call, as when a provider ran a tool that the AI SDK tried to run too.
 */
function withCalls(content: ToolContent, pairs: ToolPairs, warnings: SharedV4Warning[]): ToolContent {
  return content.filter((part) => {
    if (part.type !== 'tool-result' || pairs.answer(part.toolCallId)) return true
    const { toolCallId, toolName } = part
    if (pairs.isAnswered(toolCallId)) {
      warnOnce(warnings, {
        type: 'unsupported',
        feature: `second result of ${toolName}`,
        details: 'Endpoints reject a call with two results, so the later one is left out.',
      })
    } else warnAboutStrayResult(toolName, warnings)
    return false
  })
}
