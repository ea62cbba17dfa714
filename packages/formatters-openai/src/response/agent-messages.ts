import { isJSONObject, type JSONObject, textOrUndefined } from '../json/json-object.ts'
import { ContentParts } from './message-content.ts'

/**
 * Joins the messages that an MLflow agent answers with into one, or returns undefined if they are not a single answer: they may
 * only be the agent's, and the results of tools that it has called itself.
 */
export function joinAgentMessages(messages: readonly unknown[]): JSONObject | undefined {
  const texts: string[] = []
  const calls: JSONObject[] = []
  const answered = new Set<unknown>()
  for (const message of messages) {
    if (!isJSONObject(message)) return undefined
    const { role, content, tool_calls: toolCalls, tool_call_id: id } = message
    if (role === 'tool') {
      answered.add(id)
      continue
    }
    if (role !== 'assistant') return undefined
    const text = textOfParts(content)
    if (text !== '') texts.push(text)
    if (Array.isArray(toolCalls)) calls.push(...toolCalls.filter(isJSONObject))
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

function reasoningOfLast(messages: readonly unknown[]): JSONObject {
  const last = messages.at(-1)
  if (!isJSONObject(last)) return {}
  const { reasoning_content: content, reasoning, refusal } = last
  return {
    ...(textOrUndefined(content) !== undefined && { reasoning_content: content }),
    ...(textOrUndefined(reasoning) !== undefined && { reasoning }),
    ...(textOrUndefined(refusal) !== undefined && { refusal }),
  }
}
