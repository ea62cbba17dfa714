import {
  type LanguageModelV4Message,
  type LanguageModelV4Prompt,
  type SharedV4Warning,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider'
import type { ChatMessage, ContentPart } from '@azureml-endpoints/core'
import { toAssistantMessages } from './assistant-messages.ts'
import { partOptions } from './part-options.ts'
import { toContentPart } from './parts.ts'
import { ToolPairs } from './tool-pairs.ts'
import { toToolMessages } from './tool-results.ts'
import { warnOnce } from './warn-once.ts'

/**
 * Converts a conversation.
 * @throws UnsupportedFunctionalityError for parts of a user message that no endpoint supports.
 */
export function toMessages(prompt: LanguageModelV4Prompt, warnings: SharedV4Warning[]): ChatMessage[] {
  const pairs = new ToolPairs(prompt)
  return prompt.flatMap((message) => {
    const options = partOptions(`${message.role} message`, message.providerOptions, warnings)
    switch (message.role) {
      case 'system':
        return [{ role: 'system', content: message.content }]
      case 'user':
        return [{ role: 'user', content: toUserContent(message.content.map((part) => toContentPart(part, warnings))) }]
      case 'assistant':
        return toAssistantMessages(message.content, { pairs, warnings, providerData: options['providerData'] })
      case 'tool':
        return toToolMessages(withoutRepeated(message.content, pairs, warnings), warnings)
      default:
        throw new UnsupportedFunctionalityError({
          functionality: `message with role ${(message as LanguageModelV4Message).role}`,
        })
    }
  })
}

/** Sends a single text as a string, because not every server accepts parts. */
function toUserContent(parts: ContentPart[]): string | ContentPart[] {
  const [first] = parts
  if (first === undefined) return ''
  return parts.length === 1 && first.type === 'text' ? first.text : parts
}

type ToolContent = Extract<LanguageModelV4Message, { role: 'tool' }>['content']

/** Leaves out a second result of the same call, as when a provider ran a tool and the AI SDK tried to run it too. */
function withoutRepeated(content: ToolContent, pairs: ToolPairs, warnings: SharedV4Warning[]): ToolContent {
  return content.filter((part) => {
    if (part.type !== 'tool-result' || pairs.answer(part.toolCallId)) return true
    warnOnce(warnings, {
      type: 'unsupported',
      feature: `second result of ${part.toolName}`,
      details: 'Endpoints reject a call with two results, so the later one is left out.',
    })
    return false
  })
}
