import { ConfigurationError, type ToolCall, type ToolMessage } from '@azureml-endpoints/core'
import { isJSONObject } from '../json/json-object.ts'

/** What a tool answered, and to which call: Cohere repeats the call instead of naming an id. */
export interface ToolResult {
  readonly call: { readonly name: string; readonly parameters: unknown }
  readonly outputs: readonly unknown[]
}

/** Joins a tool message with the call that it answers; `calls` are those made before it, by their ids. */
export function toToolResult(
  { toolCallId, content }: ToolMessage,
  index: number,
  calls: ReadonlyMap<string, ToolCall>,
): ToolResult {
  const call = calls.get(toolCallId)
  if (call === undefined) {
    const at = `messages[${index}].toolCallId`
    const remedy = 'Keep the assistant message with the call in the conversation.'
    throw new ConfigurationError(
      `${at} is ${JSON.stringify(toolCallId)}, but no earlier message has that call. ${remedy}`,
      { setting: at },
    )
  }
  const parameters = argumentsOf(call.arguments, index)
  return { call: { name: call.name, parameters }, outputs: outputsOf(content) }
}

/** Reads the arguments of a call, which Cohere wants as an object. */
export function argumentsOf(json: string, index: number): unknown {
  try {
    return JSON.parse(json === '' ? '{}' : json)
  } catch (cause) {
    const shown = JSON.stringify(json.slice(0, 100))
    const message = `messages[${index}] has to do with a tool call whose arguments are not JSON: ${shown}`
    throw new ConfigurationError(message, { setting: `messages[${index}]`, cause })
  }
}

/** Cohere wants a list of objects; any other result becomes one. */
function outputsOf(content: string): readonly unknown[] {
  let value: unknown
  try {
    value = JSON.parse(content)
  } catch {
    return [{ result: content }]
  }
  if (Array.isArray(value) && value.length > 0 && value.every(isJSONObject)) return value
  return [isJSONObject(value) ? value : { result: content }]
}
