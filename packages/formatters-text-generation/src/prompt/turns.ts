import { type ChatMessage, ConfigurationError } from '@azureml-endpoints/core'
import type { PromptTurn } from './prompt-turn.ts'

/** Converts messages to text; rejects tool messages, tool calls and parts that are not text. */
export function toTurns(messages: readonly ChatMessage[]): readonly PromptTurn[] {
  return messages.map((message, index) => {
    const at = `messages[${index}]`
    if (message.role === 'tool') throw unsupported(`${at} is a tool message`, `${at}.role`)
    if (message.role === 'assistant' && message.toolCalls !== undefined && message.toolCalls.length > 0) {
      throw unsupported(`${at} has tool calls`, `${at}.toolCalls`)
    }
    if (message.role !== 'user' || typeof message.content === 'string') {
      return { role: message.role, content: message.content as string }
    }
    const texts = message.content.map((part, place) => {
      if (part.type === 'text') return part.text
      throw unsupported(`${at}.content[${place}] is of type ${part.type}`, `${at}.content[${place}]`)
    })
    return { role: 'user', content: texts.join('\n') }
  })
}

function unsupported(what: string, setting: string): ConfigurationError {
  return new ConfigurationError(`${what}, but a text-generation model accepts only text. Remove it.`, {
    setting,
  })
}

/** Merges each system message into the next user message, for models without a system role. */
export function foldSystemTurns(turns: readonly PromptTurn[]): readonly PromptTurn[] {
  const folded: PromptTurn[] = []
  let pending: string[] = []
  for (const { role, content } of turns) {
    if (role === 'system') {
      pending.push(content)
      continue
    }
    if (pending.length > 0 && role === 'assistant') folded.push({ role: 'user', content: pending.join('\n\n') })
    const before = role === 'user' ? pending : []
    folded.push({ role, content: [...before, content].join('\n\n') })
    pending = []
  }
  if (pending.length > 0) folded.push({ role: 'user', content: pending.join('\n\n') })
  return folded
}

/** Merges consecutive turns of the same role, for models that require alternating roles. */
export function mergeTurns(turns: readonly PromptTurn[]): readonly PromptTurn[] {
  const merged: PromptTurn[] = []
  for (const { role, content } of turns) {
    const last = merged.at(-1)
    if (last?.role === role) merged[merged.length - 1] = { role, content: `${last.content}\n\n${content}` }
    else merged.push({ role, content })
  }
  return merged
}
