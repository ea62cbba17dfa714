import { type ChatRequest, ConfigurationError, type Tool } from '@azureml-endpoints/core'

/** Converts the tools to functions. A tool that has to be called is sent alone: Cohere cannot name one of several. */
export function toolsOf({ tools, toolChoice }: ChatRequest): readonly unknown[] | undefined {
  if (!tools || tools.length === 0) return undefined
  for (const [index, tool] of tools.entries()) rejectName(tool.name, index)
  const name = typeof toolChoice === 'object' && toolChoice !== null ? toolChoice.name : undefined
  return (name === undefined ? tools : tools.filter((tool) => tool.name === name)).map(toWireTool)
}

/** Converts the tool choice; `auto` is left out, since Cohere has no word for it. */
export function toolChoiceOf({ tools, toolChoice }: ChatRequest): 'NONE' | 'REQUIRED' | undefined {
  if (toolChoice === undefined || toolChoice === null || toolChoice === 'auto') return undefined
  const hasTools = tools !== undefined && tools.length > 0
  if (toolChoice === 'none') return hasTools ? 'NONE' : undefined
  if (!hasTools) {
    const shown = JSON.stringify(toolChoice)
    throw toolChoiceError(`toolChoice ${shown} requires a tool call, but the request has no tools.`)
  }
  if (toolChoice === 'required' || tools.some(({ name }) => name === toolChoice.name)) return 'REQUIRED'
  const names = tools.map(({ name }) => JSON.stringify(name)).join(', ')
  throw toolChoiceError(`toolChoice names ${JSON.stringify(toolChoice.name)}, which is not among the tools: ${names}.`)
}

/** Returns whether the schemas of the arguments are enforced, which Cohere decides for all tools at once. */
export function strictToolsOf({ tools = [] }: ChatRequest): boolean | undefined {
  const isStrict = tools.some(({ strict }) => strict === true)
  const lenient = tools.findIndex(({ strict }) => strict === false)
  if (isStrict && lenient !== -1) {
    const setting = `tools[${lenient}].strict`
    throw new ConfigurationError(
      `${setting} is false, but another tool is strict, and Cohere enforces the schemas of all tools or of none. ` +
        'Make all of them strict, or none.',
      { setting },
    )
  }
  return isStrict ? true : lenient === -1 ? undefined : false
}

function toWireTool({ name, description, parameters }: Tool): unknown {
  return { type: 'function', function: { name, ...(description !== undefined && { description }), parameters } }
}

/** Cohere refuses other names, such as those with hyphens. */
function rejectName(name: string, index: number): void {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return
  const setting = `tools[${index}].name`
  throw new ConfigurationError(
    `${setting} is ${JSON.stringify(name)}, but Cohere allows only letters, digits and underscores, and no digit at the ` +
      'start. Rename the tool.',
    { setting },
  )
}

function toolChoiceError(message: string): ConfigurationError {
  return new ConfigurationError(`${message} Add the tool to \`tools\`, or use 'auto'.`, { setting: 'toolChoice' })
}
