import { ConfigurationError } from '@azureml-endpoints/core'
import { joinedContent, type Turn } from './turns.ts'
import type { WireMessage } from './wire-message.ts'

/** A conversation without system messages, and what they said. */
export interface Instructed {
  readonly instructions: WireMessage['content']
  readonly turns: readonly Turn[]
}

/** Takes the system messages off the start of a conversation; any other is rejected. */
export function withoutSystemMessages(turns: readonly Turn[]): Instructed {
  const found = turns.findIndex(({ message }) => message.role !== 'system')
  const start = found === -1 ? turns.length : found
  const late = turns.find(({ message }, position) => position > start && message.role === 'system')
  if (late !== undefined) {
    const setting = `messages[${late.index}]`
    throw new ConfigurationError(
      `${setting} is a system message after other messages, but this model takes instructions only at the start of the ` +
        'conversation. Put all instructions there.',
      { setting },
    )
  }
  const instructions = joinedContent(turns.slice(0, start).map(({ message }) => message.content))
  if (start > 0 && start === turns.length) {
    throw new ConfigurationError(
      'There is a system message but no user message: this model has no system role, so the system message is ' +
        'sent as part of the first user message. Add a user message.',
      { setting: 'messages' },
    )
  }
  return { instructions, turns: turns.slice(start) }
}
