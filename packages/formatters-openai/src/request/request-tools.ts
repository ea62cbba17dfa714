import { type ChatRequest, ConfigurationError, type Tool } from '@azureml-endpoints/core'

/** Converts the tools to functions; returns undefined if there are none, so that the field is omitted. */
export function toolsOf({ tools }: ChatRequest): readonly unknown[] | undefined {
  if (!tools || tools.length === 0) return undefined
  return tools.map(toWireTool)
}

/** Converts the tool choice. Without tools, `auto` and `none` are omitted and all others are rejected. */
export function toolChoiceOf({ tools, toolChoice }: ChatRequest): unknown {
  if (toolChoice === undefined || toolChoice === null) return undefined
  if (!tools || tools.length === 0) {
    if (toolChoice === 'auto' || toolChoice === 'none') return undefined
    throw toolChoiceError(
      `toolChoice ${JSON.stringify(toolChoice)} requires a tool call, but the request has no tools.`,
    )
  }
  if (typeof toolChoice === 'string') return toolChoice
  if (tools.some(({ name }) => name === toolChoice.name)) {
    return { type: 'function', function: { name: toolChoice.name } }
  }
  const names = tools.map(({ name }) => JSON.stringify(name)).join(', ')
  throw toolChoiceError(`toolChoice names ${JSON.stringify(toolChoice.name)}, which is not among the tools: ${names}.`)
}

function toWireTool({ name, description, parameters, strict }: Tool): unknown {
  return {
    type: 'function',
    function: {
      name,
      ...(description === undefined ? undefined : { description }),
      parameters,
      ...(strict === undefined ? undefined : { strict }),
    },
  }
}

function toolChoiceError(message: string): ConfigurationError {
  return new ConfigurationError(`${message} Add the tool to \`tools\`, or use 'auto'.`, { setting: 'toolChoice' })
}
