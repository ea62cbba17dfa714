import { type ChatRequest, ConfigurationError, type Tool } from '@azureml-endpoints/core'
import type { WireBlock } from '../wire/wire-message.ts'
import { relaxedSchema } from './relaxed-schema.ts'

/** A tool in the Messages API; those that the server runs have a type instead of a schema. */
export type WireTool = Omit<WireBlock, 'type'> & { readonly type?: string }

/** Converts the tools; undefined if there are none. */
export function toWireTools({ tools }: ChatRequest): readonly WireTool[] | undefined {
  return tools !== undefined && tools.length > 0 ? tools.map(toWireTool) : undefined
}

/** Converts the tool choice, and whether the model may call several tools at once. */
export function toolChoiceOf({ tools, toolChoice, parallelToolCalls }: ChatRequest): unknown {
  const names = (tools ?? []).map(({ name }) => name)
  if (names.length === 0) return rejectChoiceWithoutTools(toolChoice)
  if (toolChoice === 'none') return { type: 'none' }
  const parallel = parallelToolCalls === undefined ? {} : { disable_parallel_tool_use: !parallelToolCalls }
  if (toolChoice === undefined || toolChoice === 'auto') {
    return toolChoice === undefined && parallelToolCalls === undefined ? undefined : { type: 'auto', ...parallel }
  }
  if (toolChoice === 'required') return { type: 'any', ...parallel }
  if (names.includes(toolChoice.name)) return { type: 'tool', name: toolChoice.name, ...parallel }
  const known = names.map((name) => JSON.stringify(name)).join(', ')
  throw choiceError(`toolChoice names ${JSON.stringify(toolChoice.name)}, which is not among the tools: ${known}.`)
}

function rejectChoiceWithoutTools(toolChoice: ChatRequest['toolChoice']): undefined {
  if (toolChoice === undefined || toolChoice === 'auto' || toolChoice === 'none') return undefined
  throw choiceError(`toolChoice ${JSON.stringify(toolChoice)} requires a tool call, but the request has no tools.`)
}

function choiceError(message: string): ConfigurationError {
  return new ConfigurationError(`${message} Add the tool to \`tools\`, or use 'auto'.`, { setting: 'toolChoice' })
}

function toWireTool({ name, description, parameters, strict }: Tool, index: number): WireTool {
  if (!/^[A-Za-z0-9_-]{1,128}$/.test(name)) {
    const setting = `tools[${index}].name`
    throw new ConfigurationError(
      `${setting} is ${JSON.stringify(name)}, but Claude requires 1 to 128 letters, digits, "_" and "-". Rename the tool.`,
      { setting },
    )
  }
  // The server takes any schema, unless it has to enforce it.
  const schema = strict === true ? relaxedSchema(parameters, `tools[${index}].parameters`) : parameters
  return {
    name,
    ...(description !== undefined && { description }),
    input_schema: { type: 'object', ...schema },
    ...(strict !== undefined && { strict }),
  }
}
