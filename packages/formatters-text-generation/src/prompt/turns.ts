import { type ChatMessage, ConfigurationError } from '@azureml-endpoints/core'
import type { PromptTurn } from './prompt-turn.ts'

/** Gives what is said as text; what text cannot say is refused. */
export function toTurns(messages: readonly ChatMessage[]): readonly PromptTurn[] {
  return messages.map((message, index) => {
    const at = `messages[${index}]`
    if (message.role === 'tool') throw refusal(`${at} is a tool's`, `${at}.role`)
    if (message.role === 'assistant' && message.toolCalls !== undefined && message.toolCalls.length > 0) {
      throw refusal(`${at} has tool calls`, `${at}.toolCalls`)
    }
    if (message.role !== 'user' || typeof message.content === 'string') {
      return { role: message.role, content: message.content as string }
    }
    const texts = message.content.map((part, place) => {
      if (part.type === 'text') return part.text
      throw refusal(`${at}.content[${place}] is of type ${part.type}`, `${at}.content[${place}]`)
    })
    return { role: 'user', content: texts.join('\n') }
  })
}

function refusal(what: string, setting: string): ConfigurationError {
  return new ConfigurationError(`${what}, but a text-generation model takes a prompt of text only. Leave it out.`, {
    setting,
  })
}

/** Puts what a system message says before the next words of the user, for models without a system role. */
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

/** Makes one turn of turns by the same side, for models that know strict alternation only. */
export function mergeTurns(turns: readonly PromptTurn[]): readonly PromptTurn[] {
  const merged: PromptTurn[] = []
  for (const { role, content } of turns) {
    const last = merged.at(-1)
    if (last?.role === role) merged[merged.length - 1] = { role, content: `${last.content}\n\n${content}` }
    else merged.push({ role, content })
  }
  return merged
}
