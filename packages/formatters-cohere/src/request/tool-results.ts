import { ConfigurationError, type ToolCall, type ToolMessage, isFields } from '@azureml-endpoints/core'

/** A tool result with its call, which Cohere sends instead of an id. */
export interface ToolResult {
  readonly call: { readonly name: string; readonly parameters: unknown }
  readonly outputs: readonly unknown[]
}

/** Combines a tool message with its call; `calls` contains the earlier calls by id. */
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
      `${at} is ${JSON.stringify(toolCallId)}, but no earlier assistant message has a tool call with this id. ${remedy}`,
      { setting: at },
    )
  }
  const parameters = argumentsOf(call.arguments)
  return { call: { name: call.name, parameters }, outputs: outputsOf(content) }
}

/**
 * Parses the arguments of a call, which Cohere expects as an object. Anything else becomes an empty object; an error in the
 * call's result tells the model why.
 */
export function argumentsOf(json: string): unknown {
  try {
    const value: unknown = JSON.parse(json)
    return isFields(value) ? value : {}
  } catch {
    return {}
  }
}

/** Cohere expects an array of objects, so any other result is wrapped in one. */
function outputsOf(content: string): readonly unknown[] {
  let value: unknown
  try {
    value = JSON.parse(content)
  } catch {
    return [{ result: content }]
  }
  if (Array.isArray(value) && value.length > 0 && value.every(isFields)) return value
  return [isFields(value) ? value : { result: content }]
}
