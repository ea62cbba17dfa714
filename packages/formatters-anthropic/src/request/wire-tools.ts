import { type ChatRequest, ConfigurationError, type Tool } from '@azureml-endpoints/core'
import { invalid } from '../errors/invalid-setting.ts'
import type { WireBlock } from '../wire/wire-message.ts'
import { relaxedSchema } from './relaxed-schema.ts'

/** A tool in the Messages API; those that the server runs have a type instead of a schema. */
export type WireTool = Omit<WireBlock, 'type'> & { readonly type?: string }

/** Converts the tools; undefined if there are none. */
export function toWireTools({ tools }: ChatRequest): readonly WireTool[] | undefined {
  if (tools === undefined || tools.length === 0) return undefined
  const names = new Set<string>()
  return tools.map((tool, index) => {
    rejectUnusable(tool, { at: `tools[${index}]`, names })
    names.add(tool.name)
    return toWireTool(tool, index)
  })
}

function rejectUnusable(
  { name, parameters }: Tool,
  { at, names }: { readonly at: string; readonly names: ReadonlySet<string> },
): void {
  const shown = JSON.stringify(name)
  if (!/^[A-Za-z0-9_-]{1,128}$/.test(name))
    throw invalid(
      `${at}.name`,
      `is ${shown}, but Claude requires 1 to 128 letters, digits, "_" and "-". Rename the tool.`,
    )
  if (names.has(name))
    throw invalid(
      `${at}.name`,
      `is ${shown}, like that of an earlier tool, but each tool needs its own name. Rename it.`,
    )
  const { type = 'object' } = parameters
  if (type !== 'object')
    throw invalid(
      `${at}.parameters.type`,
      `is ${JSON.stringify(type)}, but the input of a tool is an object. Put the value into a property.`,
    )
  const choice = ['anyOf', 'oneOf', 'allOf'].find((one) => parameters[one] !== undefined)
  if (choice !== undefined)
    throw invalid(
      `${at}.parameters.${choice}`,
      'is at the top of the schema, where Claude does not allow it. Put it into a property.',
    )
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
  // The server takes any schema, unless it has to enforce it.
  const schema = strict === true ? relaxedSchema(parameters, `tools[${index}].parameters`) : parameters
  return {
    name,
    ...(description !== undefined && { description }),
    input_schema: { type: 'object', ...schema },
    ...(strict !== undefined && { strict }),
  }
}
