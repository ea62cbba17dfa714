import { ConfigurationError, type JSONSchema, type Tool, type ToolChoice } from '@azureml-endpoints/core'
import type { BindToolsInput } from '@langchain/core/language_models/chat_models'
import type { ToolDefinition } from '@langchain/core/language_models/base'
import { isLangChainTool } from '@langchain/core/utils/function_calling'
import { toJsonSchema } from '@langchain/core/utils/json_schema'
import { isInteropZodSchema } from '@langchain/core/utils/types'
import { isStandardJsonSchema } from '@langchain/core/utils/standard_schema'

/** Gives the tools of a call; none is no field. `strict` is for the tools that do not say so themselves. */
export function toCoreTools(tools: readonly BindToolsInput[] | undefined, strict?: boolean): readonly Tool[] {
  if (tools === undefined || tools === null) return []
  if (!Array.isArray(tools)) throw wrong('tools', 'must be a list of tools')
  return tools.map((tool: unknown, index) => toCoreTool(tool, { at: `tools[${index}]`, strict }))
}

/** Gives tools in OpenAI's words, which is what LangChain and its traces expect to find bound to a model. */
export function toToolDefinitions(tools: readonly BindToolsInput[], strict?: boolean): ToolDefinition[] {
  return toCoreTools(tools, strict).map((tool) => ({
    type: 'function',
    function: tool as unknown as ToolDefinition['function'],
  }))
}

/** Gives the tool choice; without tools there is nothing to choose. */
export function toCoreToolChoice(choice: unknown, tools: readonly Tool[]): ToolChoice | undefined {
  if (choice === undefined || choice === null || tools.length === 0) return undefined
  const word = typeof choice === 'string' ? choice : (nameIn(choice) ?? typeIn(choice))
  if (word === undefined) {
    throw wrong('tool_choice', `is ${JSON.stringify(choice)}; it must be 'auto', 'none', 'any', 'required' or a tool`)
  }
  const named = tools.some(({ name }) => name === word)
  if (named && (typeof choice !== 'string' || words[choice] === undefined)) return { name: word }
  const settled = words[word]
  if (settled !== undefined) return settled
  const names = tools.map(({ name }) => JSON.stringify(name)).join(', ')
  throw wrong(
    'tool_choice',
    `is ${JSON.stringify(word)}, which is none of 'auto', 'none', 'any', 'required' and the tools: ${names}`,
  )
}

/** Gives a schema of any kind that LangChain knows as a JSON Schema. */
export function toCoreSchema(schema: unknown, setting: string): JSONSchema {
  const isSchema = isInteropZodSchema(schema) || isStandardJsonSchema(schema)
  const json: unknown = isSchema ? toJsonSchema(schema as Parameters<typeof toJsonSchema>[0]) : schema
  if (isFields(json)) return json
  throw wrong(setting, `is ${show(schema)}, which is no schema: pass a Zod, Standard or JSON Schema`)
}

const words: Readonly<Record<string, 'auto' | 'none' | 'required'>> = {
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
  const fields = isOfLangChain ? { ...pick(tool), parameters: toCoreSchema(tool.schema, `${at}.schema`) } : tool
  const given = isFields(fields) && isFields(fields['function']) ? fields['function'] : fields
  if (!isFields(given) || typeof given['name'] !== 'string' || given['name'] === '') {
    throw wrong(at, `is ${show(tool)}; it must be a LangChain tool or an OpenAI function with a name`)
  }
  const { name, description } = given
  const schema = given['parameters'] ?? given['schema'] ?? given['input_schema'] ?? noParameters
  const isStrict = given['strict'] ?? strict
  return {
    name,
    ...(typeof description === 'string' && description !== '' && { description }),
    parameters: toCoreSchema(schema, `${at}.${'schema' in given ? 'schema' : 'parameters'}`),
    ...(typeof isStrict === 'boolean' && { strict: isStrict }),
  }
}

/** OpenAI's word for a tool without parameters is no schema at all. */
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

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function wrong(setting: string, what: string): ConfigurationError {
  return new ConfigurationError(`\`${setting}\` ${what}.`, { setting })
}

function show(value: unknown): string {
  if (typeof value === 'function') return 'a function'
  return JSON.stringify(value)?.slice(0, 200) ?? String(value)
}
