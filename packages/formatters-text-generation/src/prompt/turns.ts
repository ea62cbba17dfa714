import { type ChatMessage, ConfigurationError, type MediaPart } from '@azureml-endpoints/core'
import type { PromptTurn } from './prompt-turn.ts'

/** Renders a part that is not text; returns undefined if the model does not accept it. */
export type MediaRendering = (part: MediaPart, setting: string) => string | undefined

/** Converts messages to text; rejects tool messages, tool calls and parts that the model does not accept. */
export function toTurns(messages: readonly ChatMessage[], media?: MediaRendering): readonly PromptTurn[] {
  const accepted = media === undefined ? 'only text' : 'only text and images'
  const turns = messages.map((message, index): PromptTurn => {
    const at = `messages[${index}]`
    if (message.role === 'tool') throw unsupported(`${at} is a tool message`, `${at}.role`, accepted)
    if (message.role === 'assistant' && message.toolCalls !== undefined && message.toolCalls.length > 0) {
      throw unsupported(`${at} has tool calls`, `${at}.toolCalls`, accepted)
    }
    if (message.role !== 'user' || typeof message.content === 'string') {
      return { role: message.role, content: message.content as string }
    }
    const texts = message.content.map((part, place) => {
      if (part.type === 'text') return part.text
      const setting = `${at}.content[${place}]`
      const text = media?.(part, setting)
      if (text === undefined) throw unsupported(`${setting} is of type ${part.type}`, setting, accepted)
      return text
    })
    return { role: 'user', content: texts.join('\n') }
  })
  return withoutEmptyAnswers(turns)
}

/**
 * Drops answers that say nothing, such as those that were stopped while thinking: models learn from them to be silent. User
 * messages that this brings together become one.
 */
function withoutEmptyAnswers(turns: readonly PromptTurn[]): readonly PromptTurn[] {
  const kept: PromptTurn[] = []
  let dropped = false
  for (const turn of turns) {
    const last = kept.at(-1)
    const isEmpty = turn.role === 'assistant' && turn.content === ''
    if (isEmpty) dropped = true
    else if (dropped && last?.role === 'user' && turn.role === 'user') {
      kept[kept.length - 1] = { role: 'user', content: `${last.content}\n\n${turn.content}` }
    } else kept.push(turn)
    if (!isEmpty) dropped = false
  }
  return kept.length > 0 ? kept : turns
}

function unsupported(what: string, setting: string, accepted: string): ConfigurationError {
  return new ConfigurationError(`${what}, but a text-generation model accepts ${accepted}. Remove it.`, { setting })
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

/** Splits off the system messages at the start, joined to one. */
export function splitSystem(turns: readonly PromptTurn[]): {
  readonly system: string | undefined
  readonly rest: readonly PromptTurn[]
} {
  const start = turns.findIndex(({ role }) => role !== 'system')
  const count = start === -1 ? turns.length : start
  const texts = turns.slice(0, count).map(({ content }) => content)
  return { system: count === 0 ? undefined : texts.join('\n\n'), rest: turns.slice(count) }
}
