import { rejectLongList } from '../failures/failure.ts'
import { type JsonObject, asList, isObject } from '../json/json-value.ts'
import { findTypeProblem } from './problem.ts'
import { findSchemaProblem } from './schema-rules.ts'

/** Finds what is wrong with the tools and the choice among them. */
export function findToolsProblem(body: JsonObject): string | undefined {
  const tools = asList(body['tools'])
  rejectLongList(tools, maxTools, ['tools'])
  const names = new Set<unknown>()
  for (const [index, tool] of tools.entries()) {
    const problem = findToolProblem(tool, `tools.${index}`)
    if (problem !== undefined) return problem
    const name = isObject(tool) ? tool['name'] : undefined
    if (names.has(name)) return 'tools: Tool names must be unique.'
    names.add(name)
  }
  return findChoiceProblem(body['tool_choice'], tools, names)
}

const maxTools = 1_024

function findToolProblem(tool: unknown, path: string): string | undefined {
  if (!isObject(tool)) return `${path}: Input should be a valid dictionary`
  const { type = 'custom', name, description, input_schema: schema, strict } = tool
  // The tools of the server have no schema of the caller's.
  if (type !== 'custom') return typeof type === 'string' ? undefined : `${path}.type: Input should be a valid string`
  const extra = Object.keys(tool).find((field) => !toolFields.has(field))
  if (extra !== undefined) return `${path}.custom.${extra}: Extra inputs are not permitted`
  return (
    findTypeProblem(name, 'string', `${path}.custom.name`) ??
    (/^[a-zA-Z0-9_-]{1,128}$/.test(String(name))
      ? undefined
      : `${path}.custom.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'`) ??
    (description === undefined ? undefined : findTypeProblem(description, 'string', `${path}.custom.description`)) ??
    findTypeProblem(schema, 'object', `${path}.custom.input_schema`) ??
    findInputSchemaProblem(schema, `${path}.custom.input_schema`) ??
    (strict === true ? findSchemaProblem(schema, `${path}.custom`) : undefined)
  )
}

function findInputSchemaProblem(schema: unknown, path: string): string | undefined {
  const type = isObject(schema) ? schema['type'] : undefined
  if (type === undefined) return `${path}.type: Field required`
  if (type !== 'object') return `${path}.type: Input should be 'object'`
  const isChoice = isObject(schema) && ['oneOf', 'allOf', 'anyOf'].some((name) => name in schema)
  return isChoice ? `${path}: input_schema does not support oneOf, allOf, or anyOf at the top level` : undefined
}

const toolFields = new Set(
  [
    'type name description input_schema strict cache_control input_examples eager_input_streaming allowed_callers',
    'defer_loading',
  ].flatMap((names) => names.split(' ')),
)

function findChoiceProblem(
  choice: unknown,
  tools: readonly unknown[],
  names: ReadonlySet<unknown>,
): string | undefined {
  if (!isObject(choice)) return undefined
  const { type, name } = choice
  const extra = Object.keys(choice).find((field) => !choiceFields.has(field))
  if (!choiceTypes.has(String(type)))
    return `tool_choice: Input tag '${String(type)}' found using 'type' does not match any of the expected tags: 'auto', 'any', 'tool', 'none'`
  if (extra !== undefined || (name !== undefined && type !== 'tool'))
    return `tool_choice.${String(type)}.${extra ?? 'name'}: Extra inputs are not permitted`
  if (type === 'none' && choice['disable_parallel_tool_use'] !== undefined)
    return 'tool_choice.none.disable_parallel_tool_use: Extra inputs are not permitted'
  if (tools.length === 0) return 'tool_choice: may only be specified while providing tools.'
  if (type !== 'tool') return undefined
  return (
    findTypeProblem(name, 'string', 'tool_choice.tool.name') ??
    (names.has(name) ? undefined : `Tool '${String(name)}' not found in provided tools`)
  )
}

const choiceTypes = new Set(['auto', 'any', 'tool', 'none'])
const choiceFields = new Set(['type', 'name', 'disable_parallel_tool_use'])
