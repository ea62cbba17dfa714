import { isFields, type Fields } from '@azureml-endpoints/core'
import { textOrUndefined } from '../json/json-object.ts'
import { ContentParts } from './message-content.ts'

/**
 * Joins the messages that an MLflow agent answers with into one, or returns undefined if they are not a single answer: they may
 * only be the agent's, and the results of tools that it has called itself.
 */
export function joinAgentMessages(messages: readonly unknown[]): Fields | undefined {
  const texts: string[] = []
  const calls: Fields[] = []
  const answered = new Set<unknown>()
  for (const message of messages) {
    if (!isFields(message)) return undefined
    const { role, content, tool_calls: toolCalls, tool_call_id: id } = message
    if (role === 'tool') {
      answered.add(id)
      continue
    }
    if (role !== 'assistant') return undefined
    const text = textOfParts(content)
    if (text !== '') texts.push(text)
    if (Array.isArray(toolCalls)) calls.push(...toolCalls.filter(isFields))
  }
  const open = calls.filter(({ id }) => !answered.has(id))
  if (texts.length === 0 && open.length === 0) return undefined
  return { ...reasoningOfLast(messages), content: texts.join('\n'), tool_calls: open }
}

function textOfParts(content: unknown): string {
  const parts = new ContentParts()
  parts.push(content)
  return parts.text
}

function reasoningOfLast(messages: readonly unknown[]): Fields {
  const last = messages.at(-1)
  if (!isFields(last)) return {}
  const { reasoning_content: content, reasoning, refusal } = last
  return {
    ...(textOrUndefined(content) !== undefined && { reasoning_content: content }),
    ...(textOrUndefined(reasoning) !== undefined && { reasoning }),
    ...(textOrUndefined(refusal) !== undefined && { refusal }),
  }
}
