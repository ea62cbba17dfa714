import { type ChatMessage, ConfigurationError } from '@azureml-endpoints/core'
import type { WireMessage } from './wire-message.ts'

/** Refuses a system message anywhere but at the start: there is only one first user message to fold it into. */
export function refuseLateSystemMessages(messages: readonly ChatMessage[]): void {
  const late = messages.findIndex(({ role }, index) => role === 'system' && index > 0)
  if (late === -1) return
  const problem =
    messages[0]?.role === 'system' ? 'is a second system message' : 'is a system message that does not come first'
  throw new ConfigurationError(
    `messages[${late}] ${problem}, and this model knows none: only one at the start can be folded into the ` +
      'first user message. Put all instructions there.',
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
      'There is no user message to fold the system message into, and this model knows no system role. ' +
        'Add a user message.',
      { setting: 'messages' },
    )
  }
  const content =
    typeof user.content === 'string'
      ? `${instructions}\n\n${user.content}`
      : [{ type: 'text', text: instructions }, ...user.content]
  return rest.with(position, { ...user, content })
}
