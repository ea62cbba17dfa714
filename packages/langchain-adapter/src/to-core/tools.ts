import { type Fields, isFields, type JSONSchema, type Tool, type ToolChoice } from '@azureml-endpoints/core'
import type { BindToolsInput } from '@langchain/core/language_models/chat_models'
import type { ToolDefinition } from '@langchain/core/language_models/base'
import { isLangChainTool } from '@langchain/core/utils/function_calling'
import { isInteropZodSchema } from '@langchain/core/utils/types'
import { preview, toCoreSchema, invalidSetting } from './schema.ts'

/** Converts the tools of a call. `strict` applies to tools that do not set it themselves. */
export function toCoreTools(tools: readonly BindToolsInput[] | undefined, strict?: boolean): readonly Tool[] {
  if (tools === undefined || tools === null) return []
  if (!Array.isArray(tools)) throw invalidSetting('tools', `is ${preview(tools)}; it must be an array of tools`)
  return tools.map((tool: unknown, index) => toCoreTool(tool, { at: `tools[${index}]`, strict }))
}

/** Converts tools to OpenAI's format, which LangChain and its traces expect in the options of a model. */
export function toToolDefinitions(tools: readonly BindToolsInput[], strict?: boolean): ToolDefinition[] {
  return toCoreTools(tools, strict).map((tool) => ({
    type: 'function',
    function: tool as unknown as ToolDefinition['function'],
  }))
}

/** Converts the tool choice; without tools there is none. */
export function toCoreToolChoice(choice: unknown, tools: readonly Tool[]): ToolChoice | undefined {
  if (choice === undefined || choice === null || tools.length === 0) return undefined
  const choiceName = typeof choice === 'string' ? choice : (nameIn(choice) ?? typeIn(choice))
  if (choiceName === undefined) {
    throw invalidSetting(
      'tool_choice',
      `is ${JSON.stringify(choice)}; it must be 'auto', 'none', 'any', 'required' or a tool`,
    )
  }
  const named = tools.some(({ name }) => name === choiceName)
  if (named && (typeof choice !== 'string' || choiceModes[choice] === undefined)) return { name: choiceName }
  const mode = choiceModes[choiceName]
  if (mode !== undefined) return mode
  const names = tools.map(({ name }) => JSON.stringify(name)).join(', ')
  throw invalidSetting(
    'tool_choice',
    `is ${JSON.stringify(choiceName)}; it must be 'auto', 'none', 'any', 'required' or one of the tools: ${names}`,
  )
}

/** Returns whether a tool choice in Anthropic's form forbids parallel calls. */
export function forbidsParallelCalls(choice: unknown): boolean {
  return isFields(choice) && choice['disable_parallel_tool_use'] === true
}

const choiceModes: Readonly<Record<string, 'auto' | 'none' | 'required'>> = {
  auto: 'auto',
  none: 'none',
  any: 'required',
  required: 'required',
}

interface Place {
  readonly at: string
  readonly strict: boolean | undefined
}

function toCoreTool(tool: unknown, { at, strict }: Place): Tool {
  const isOfLangChain = isFields(tool) && isLangChainTool(tool)
  const fields = isOfLangChain
    ? { ...pick(tool), parameters: toCoreSchema(tool.schema, `${at}.schema (${tool.name})`) }
    : tool
  const definition = isFields(fields) && isFields(fields['function']) ? fields['function'] : fields
  if (!isFields(definition) || typeof definition['name'] !== 'string' || definition['name'] === '') {
    throw invalidSetting(at, `is ${preview(tool)}; it must be a LangChain tool or an OpenAI function with a name`)
  }
  const { name, description } = definition
  const setting = schemaFields.find((field) => definition[field] !== undefined && definition[field] !== null)
  if (setting === undefined) rejectForeign(definition, at)
  const isStrict = definition['strict'] ?? strict
  return {
    name,
    ...(typeof description === 'string' && description !== '' && { description }),
    parameters: setting === undefined ? noParameters : toCoreSchema(definition[setting], `${at}.${setting}`),
    ...(typeof isStrict === 'boolean' && { strict: isStrict }),
  }
}

/** Where tools have their schema: those of core and OpenAI, of LangChain, of Anthropic, and of MCP servers. */
const schemaFields = ['parameters', 'schema', 'input_schema', 'inputSchema'] as const

/** Rejects what is no function without parameters: a tool that runs at the provider, or one with its schema under another name. */
function rejectForeign(definition: Fields, at: string): void {
  const { type } = definition
  if (typeof type === 'string' && type !== 'function') {
    const remedy = 'If the endpoint supports it, pass it in `modelKwargs.tools`'
    throw invalidSetting(
      at,
      `is a tool of the type ${JSON.stringify(type)}, which the provider runs: ${preview(definition)}. ${remedy}`,
    )
  }
  const other = Object.keys(definition).find((field) => looksLikeSchema(definition[field]))
  if (other === undefined) return
  throw invalidSetting(at, `has no \`parameters\`, but has \`${other}\`. Pass the schema as \`parameters\``)
}

function looksLikeSchema(value: unknown): boolean {
  return isInteropZodSchema(value) || (isFields(value) && (value['type'] === 'object' || isFields(value['properties'])))
}

/** OpenAI tools without parameters have no schema. */
const noParameters: JSONSchema = { type: 'object', properties: {} }

function pick(tool: { readonly name: string; readonly description?: string | undefined }): Record<string, unknown> {
  return { name: tool.name, description: tool.description }
}

function nameIn(choice: object | unknown): string | undefined {
  if (!isFields(choice)) return undefined
  const { name } = isFields(choice['function']) ? choice['function'] : choice
  return typeof name === 'string' ? name : undefined
}

function typeIn(choice: unknown): string | undefined {
  return isFields(choice) && typeof choice['type'] === 'string' ? choice['type'] : undefined
}
