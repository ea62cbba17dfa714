import { ConfigurationError, isFields, type ToolCall } from '@azureml-endpoints/core'
import type { AIMessage, ToolCall as LangChainCall } from '@langchain/core/messages'
import { providerDataIn } from '../from-core/provider-data.ts'
import { blocksIn, fieldsOf } from './blocks.ts'
import { toJSON } from './conversion-error.ts'

/** The position of a message, for errors, and the tool calls that the conversation has results for. */
export interface Place {
  readonly at: string
  readonly answered: ReadonlySet<string>
}

/** Returns the tool calls of an answer, in order. The conversation needs an invalid one only if it contains a result for it. */
export function assistantCalls(message: AIMessage, { at, answered }: Place): readonly ToolCall[] {
  const { toolCalls: data } = providerDataIn(message)
  const calls = message.tool_calls ?? []
  const invalid = (message.invalid_tool_calls ?? []).filter(({ id }) => id !== undefined && answered.has(id))
  if (calls.length === 0 && invalid.length === 0) return callsInContent(message, at)
  return [
    ...calls.map((call, index) => toCall(call, `${at}.tool_calls[${index}]`, data)),
    ...invalid.map(({ id = '', name = '', args }) => ({ id, name, arguments: toArguments(args, at) })),
  ]
}

function toCall(call: LangChainCall, at: string, data: Readonly<Record<string, unknown>>): ToolCall {
  const id = call.id ?? missing(`${at}.id`, 'a tool result refers to its call by this id')
  const converted = { id, name: call.name, arguments: toArguments(call.args, `${at}.args`) }
  return Object.hasOwn(data, id) ? { ...converted, providerData: data[id] } : converted
}

/** Throws the error for a field that a conversation cannot do without. */
export function missing(setting: string, why: string): never {
  throw new ConfigurationError(`${setting} is missing: ${why}. Set it.`, { setting })
}

/** Returns the calls in the content of a message that was made by hand, without `tool_calls`. */
function callsInContent({ content }: AIMessage, at: string): readonly ToolCall[] {
  if (typeof content === 'string') return []
  return blocksIn(content, `${at}.content`).flatMap((block, index) => {
    if (!callTypes.has(block.type)) return []
    const { id, name, args, input } = { ...block, ...fieldsOf(block[block.type]) }
    if (typeof id !== 'string' || typeof name !== 'string') return []
    return [{ id, name, arguments: toArguments(args ?? input, `${at}.content[${index}]`) }]
  })
}

const callTypes: ReadonlySet<string> = new Set(['tool_call', 'tool_use', 'functionCall'])

/** Serializes arguments. Anything but a JSON object becomes an empty one, because servers reject such a history. */
function toArguments(args: unknown, setting: string): string {
  if (typeof args === 'string') return isJsonObject(args) ? args : '{}'
  return isFields(args) ? toJSON(args, setting) : '{}'
}

function isJsonObject(text: string): boolean {
  try {
    return isFields(JSON.parse(text))
  } catch {
    return false
  }
}
