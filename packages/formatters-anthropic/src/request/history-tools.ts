import { isJSONObject, type JSONObject } from '../json/json-object.ts'

/**
 * Declares the tools of earlier calls if a request has tools no more, as when a conversation is summarized: some hosts reject calls
 * of tools that are not declared. The model may not call them.
 */
export function historyToolsOf(messages: unknown): JSONObject {
  const blocks = (messages as readonly JSONObject[]).flatMap(({ content }) => (Array.isArray(content) ? content : []))
  const calls = (blocks as readonly unknown[]).filter(isJSONObject).filter(({ type }) => type === 'tool_use')
  const names = [...new Set(calls.map(({ name }) => name))]
  if (names.length === 0) return {}
  return { tools: names.map((name) => ({ name, input_schema: { type: 'object' } })), tool_choice: { type: 'none' } }
}
