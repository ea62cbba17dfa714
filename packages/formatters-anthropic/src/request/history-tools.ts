import { isFields, type Fields } from '@azureml-endpoints/core'

/**
 * Declares the tools of earlier calls for a request without tools, such as one that summarizes a conversation: some hosts reject
 * calls of undeclared tools. The model must not call them.
 */
export function historyToolsOf(messages: unknown): Fields {
  const blocks = (messages as readonly Fields[]).flatMap(({ content }) => (Array.isArray(content) ? content : []))
  const calls = (blocks as readonly unknown[]).filter(isFields).filter(({ type }) => type === 'tool_use')
  const names = [...new Set(calls.map(({ name }) => name))]
  if (names.length === 0) return {}
  return { tools: names.map((name) => ({ name, input_schema: { type: 'object' } })), tool_choice: { type: 'none' } }
}
