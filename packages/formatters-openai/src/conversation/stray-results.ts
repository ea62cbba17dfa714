import { ConfigurationError } from '@azureml-endpoints/core'
import type { Turn } from './turns.ts'

/** Rejects a tool result without its call, as the API would. */
export function rejectResultsWithoutCall(turns: readonly Turn[]): void {
  const stray = turns.find(({ message }) => message.role === 'tool')
  if (stray === undefined) return
  const setting = `messages[${stray.index}].toolCallId`
  const id = JSON.stringify(stray.message.tool_call_id)
  throw new ConfigurationError(
    `${setting} is ${id}, but no earlier assistant message has a tool call with this id. ` +
      'Keep the assistant message with the call in the conversation.',
    { setting },
  )
}
