import { rejectLongList } from '../failures/failure.ts'
import { type JsonObject, asList, isObject } from '../json/json-value.ts'
import { findStringProblem, invalidValue, missing, type RequestProblem } from './problem.ts'

/** Finds the first parameter that the Responses API rejects, other than the input. */
export function findParameterProblem(body: JsonObject): RequestProblem | undefined {
  return (
    findUnknown(body) ??
    findRangeProblem(body, 'temperature', 0, 2) ??
    findRangeProblem(body, 'top_p', 0, 1) ??
    findRangeProblem(body, 'top_logprobs', 0, 20) ??
    findRangeProblem(body, 'max_output_tokens', 16, Infinity) ??
    findIncludeProblem(body) ??
    findToolsProblem(body) ??
    findFormatProblem(body)
  )
}

function findUnknown(body: JsonObject): RequestProblem | undefined {
  const param = Object.keys(body).find((name) => !knownFields.has(name))
  if (param === undefined) return undefined
  const moved = movedFields.get(param)
  if (moved === undefined) return { message: `Unknown parameter: '${param}'.`, param, code: 'unknown_parameter' }
  const message = `Unsupported parameter: '${param}'. In the Responses API, this parameter has moved to '${moved}'. Try again with the new parameter.`
  return { message, param, code: 'unsupported_parameter' }
}

function findRangeProblem(body: JsonObject, param: string, least: number, most: number): RequestProblem | undefined {
  const value = body[param]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'number')
    return { message: `Invalid type for '${param}': expected a number.`, param, code: 'invalid_type' }
  if (value >= least && value <= most) return undefined
  const kind = param === 'temperature' || param === 'top_p' ? 'decimal' : 'integer'
  const [side, word, limit] =
    value < least ? ['below_min', 'below minimum', `>= ${least}`] : ['above_max', 'above maximum', `<= ${most}`]
  const message = `Invalid '${param}': ${kind} ${word} value. Expected a value ${limit}, but got ${value} instead.`
  return { message, param, code: `${kind}_${side}_value` }
}

function findIncludeProblem({ include, model }: JsonObject): RequestProblem | undefined {
  if (include === undefined || include === null) return undefined
  if (!Array.isArray(include))
    return { message: "Invalid type for 'include': expected an array.", param: 'include', code: 'invalid_type' }
  const index = include.findIndex((one) => !includable.has(String(one)))
  if (index >= 0) return invalidValue(include[index], [...includable], `include[${index}]`)
  if (!include.includes('reasoning.encrypted_content') || !/^gpt-?[34]/.test(String(model))) return undefined
  return { message: 'Encrypted content is not supported with this model.', param: 'include' }
}

function findToolsProblem({ tools, tool_choice: choice }: JsonObject): RequestProblem | undefined {
  rejectLongList(asList(tools), 1_024, ['tools'])
  const names = new Set<unknown>()
  for (const [index, tool] of asList(tools).entries()) {
    const problem = findToolProblem(tool, `tools[${index}]`)
    if (problem !== undefined) return problem
    if (isObject(tool)) names.add(tool['name'])
  }
  if (choice === undefined || choice === null) return undefined
  if (typeof choice === 'string') {
    if (!['none', 'auto', 'required'].includes(choice))
      return invalidValue(choice, ['none', 'auto', 'required'], 'tool_choice')
    if (choice !== 'required' || names.size > 0) return undefined
    return { message: "Tool choice 'required' must be specified with 'tools' parameter.", param: 'tool_choice' }
  }
  if (!isObject(choice) || choice['type'] !== 'function') return undefined
  if (choice['name'] === undefined) return missing('tool_choice.name')
  if (names.has(choice['name'])) return undefined
  return { message: `Tool choice 'function' not found in 'tools' parameter.`, param: 'tool_choice' }
}

function findToolProblem(tool: unknown, path: string): RequestProblem | undefined {
  if (!isObject(tool))
    return { message: `Invalid type for '${path}': expected an object.`, param: path, code: 'invalid_type' }
  const { type, name, parameters, strict } = tool
  if (type === undefined) return missing(`${path}.type`)
  if (type !== 'function') return undefined
  const problem = findStringProblem(name, `${path}.name`, 64)
  if (problem !== undefined) return problem
  if (!/^[a-zA-Z0-9_-]+$/.test(String(name))) {
    const message = `Invalid '${path}.name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.`
    return { message, param: `${path}.name`, code: 'invalid_value' }
  }
  return strict === true ? findStrictProblem(parameters, `function '${String(name)}'`, `${path}.parameters`) : undefined
}

function findFormatProblem({ text, input }: JsonObject): RequestProblem | undefined {
  const format = isObject(text) ? text['format'] : undefined
  if (!isObject(format)) return undefined
  const { type, name, schema, strict } = format
  if (type === 'json_object') {
    if (/json/i.test(JSON.stringify(input) ?? '')) return undefined
    const message =
      "Response input messages must contain the word 'json' in some form to use 'text.format' of type 'json_object'."
    return { message, param: 'input' }
  }
  if (type !== 'json_schema') return type === 'text' ? undefined : invalidValue(type, formats, 'text.format.type')
  const problem =
    findStringProblem(name, 'text.format.name', 64) ??
    (schema === undefined ? missing('text.format.schema') : undefined)
  return (
    problem ??
    (strict === true ? findStrictProblem(schema, `response_format '${String(name)}'`, 'text.format.schema') : undefined)
  )
}

/** With `strict`, an object has no fields beside its own, and all of them are required. */
function findStrictProblem(schema: unknown, what: string, param: string): RequestProblem | undefined {
  const reject = (rule: string): RequestProblem => {
    return {
      message: `Invalid schema for ${what}: In context=(), ${rule}.`,
      param,
      code: 'invalid_function_parameters',
    }
  }
  if (!isObject(schema) || schema['type'] !== 'object') return reject(`schema must have type 'object'`)
  if (schema['additionalProperties'] !== false)
    return reject(`'additionalProperties' is required to be supplied and to be false`)
  const required = asList(schema['required'])
  const optional = Object.keys(isObject(schema['properties']) ? schema['properties'] : {}).find(
    (name) => !required.includes(name),
  )
  if (optional === undefined) return undefined
  return reject(
    `'required' is required to be supplied and to be an array including every key in properties. Missing '${optional}'`,
  )
}

const formats = ['text', 'json_object', 'json_schema']

const includable = new Set([
  'file_search_call.results',
  'web_search_call.results',
  'web_search_call.action.sources',
  'message.input_image.image_url',
  'computer_call_output.output.image_url',
  'code_interpreter_call.outputs',
  'reasoning.encrypted_content',
  'message.output_text.logprobs',
])

const movedFields: ReadonlyMap<string, string> = new Map([
  ['messages', 'input'],
  ['max_tokens', 'max_output_tokens'],
  ['max_completion_tokens', 'max_output_tokens'],
  ['response_format', 'text.format'],
  ['reasoning_effort', 'reasoning.effort'],
])

const knownFields = new Set(
  [
    'model input instructions background context_management conversation include max_output_tokens max_tool_calls metadata',
    'parallel_tool_calls previous_response_id prompt prompt_cache_key prompt_cache_retention reasoning safety_identifier',
    'service_tier store stream stream_options temperature text tool_choice tools top_logprobs top_p truncation user',
  ].flatMap((names) => names.split(' ')),
)
