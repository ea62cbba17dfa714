import { type ChatRequest, ConfigurationError, type Tool } from '@azureml-endpoints/core'

/** Gives the tools as functions; no tools are no field. */
export function toolsOf({ tools }: ChatRequest): readonly unknown[] | undefined {
  if (!tools || tools.length === 0) return undefined
  return tools.map(toWireTool)
}

/** Gives the tool choice; without tools there is nothing to choose, and nothing that could be required. */
export function toolChoiceOf({ tools, toolChoice }: ChatRequest): unknown {
  if (toolChoice === undefined || toolChoice === null) return undefined
  if (!tools || tools.length === 0) {
    if (toolChoice === 'auto' || toolChoice === 'none') return undefined
    throw refusal(`toolChoice ${JSON.stringify(toolChoice)} asks for a tool call, but the request has no tools.`)
  }
  if (typeof toolChoice === 'string') return toolChoice
  if (tools.some(({ name }) => name === toolChoice.name)) {
    return { type: 'function', function: { name: toolChoice.name } }
  }
  const names = tools.map(({ name }) => JSON.stringify(name)).join(', ')
  throw refusal(`toolChoice names ${JSON.stringify(toolChoice.name)}, which is not among the tools: ${names}.`)
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

function refusal(message: string): ConfigurationError {
  return new ConfigurationError(`${message} Add the tool to \`tools\`, or choose 'auto'.`, { setting: 'toolChoice' })
}
