import { type ChatMessage, ConfigurationError } from '@azureml-endpoints/core'
import type { WireMessage } from './wire-message.ts'

/** Rejects a system message that is not first: only the first can be merged into the first user message. */
export function rejectLateSystemMessages(messages: readonly ChatMessage[]): void {
  const late = messages.findIndex(({ role }, index) => role === 'system' && index > 0)
  if (late === -1) return
  const problem =
    messages[0]?.role === 'system' ? 'is a second system message' : 'is a system message that is not first'
  throw new ConfigurationError(
    `messages[${late}] ${problem}, but this model supports only one, at the start of the ` +
      'conversation. Put all instructions there.',
    { setting: `messages[${late}]` },
  )
}

/** Moves a leading system message to the start of the first user message. */
export function foldSystemMessage(messages: readonly WireMessage[]): readonly WireMessage[] {
  const [system, ...rest] = messages
  if (system?.role !== 'system') return messages
  const instructions = String(system.content)
  const position = rest.findIndex(({ role }) => role === 'user')
  const user = rest[position]
  if (user === undefined) {
    throw new ConfigurationError(
      'There is a system message but no user message: this model has no system role, so the system message is ' +
        'sent as part of the first user message. Add a user message.',
      { setting: 'messages' },
    )
  }
  const content =
    typeof user.content === 'string'
      ? `${instructions}\n\n${user.content}`
      : [{ type: 'text', text: instructions }, ...user.content]
  return rest.with(position, { ...user, content })
}
