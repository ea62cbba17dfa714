import { type JsonObject, asNumber, isObject } from '../json/json-value.ts'
import { findThinkingProblem } from './thinking-rules.ts'
import { findTypeProblem, type FieldType } from './problem.ts'
import { findSchemaProblem } from './schema-rules.ts'
import { findToolsProblem } from './tool-rules.ts'

/** Finds the first parameter that the Messages API rejects, other than the messages themselves. */
export function findParameterProblem(body: JsonObject): string | undefined {
  const unknown = Object.keys(body).find((name) => !knownFields.has(name))
  if (unknown !== undefined) return `${unknown}: Extra inputs are not permitted`
  return (
    findTypeProblem(body['model'], 'string', 'model') ??
    findTypeProblem(body['max_tokens'], 'integer', 'max_tokens') ??
    findRangeProblem(body, 'max_tokens', { least: 1 }) ??
    findOptionalProblem(body) ??
    findRangeProblem(body, 'temperature', { least: 0, most: 1 }) ??
    findRangeProblem(body, 'top_p', { least: 0, most: 1 }) ??
    findRangeProblem(body, 'top_k', { least: 0 }) ??
    findBothSamplings(body) ??
    findStopProblem(body['stop_sequences']) ??
    findSystemProblem(body['system']) ??
    findToolsProblem(body) ??
    findThinkingProblem(body) ??
    findOutputProblem(body['output_config'])
  )
}

function findOptionalProblem(body: JsonObject): string | undefined {
  for (const [name, type] of optionalFields) {
    const problem = body[name] === undefined ? undefined : findTypeProblem(body[name], type, name)
    if (problem !== undefined) return problem
  }
  return undefined
}

const optionalFields: readonly (readonly [name: string, type: FieldType])[] = [
  ['stream', 'boolean'],
  ['temperature', 'number'],
  ['top_p', 'number'],
  ['top_k', 'integer'],
  ['stop_sequences', 'list'],
  ['metadata', 'object'],
  ['tools', 'list'],
  ['tool_choice', 'object'],
  ['thinking', 'object'],
  ['output_config', 'object'],
]

function findRangeProblem(
  body: JsonObject,
  name: string,
  { least, most = Infinity }: { readonly least: number; readonly most?: number },
): string | undefined {
  const value = asNumber(body[name])
  if (value === undefined || (value >= least && value <= most)) return undefined
  const rule = value < least ? `greater than or equal to ${least}` : `less than or equal to ${most}`
  return `${name}: Input should be ${rule}`
}

function findBothSamplings({ temperature, top_p: topP }: JsonObject): string | undefined {
  if (temperature === undefined || topP === undefined) return undefined
  return '`temperature` and `top_p` cannot both be specified for this model. Please use only one.'
}

function findStopProblem(stops: unknown): string | undefined {
  if (!Array.isArray(stops)) return undefined
  for (const [index, stop] of stops.entries()) {
    const problem = findTypeProblem(stop, 'string', `stop_sequences.${index}`)
    if (problem !== undefined) return problem
    if (String(stop).trim() === '') return 'stop_sequences: each stop sequence must contain non-whitespace'
  }
  return undefined
}

function findSystemProblem(system: unknown): string | undefined {
  if (system === undefined || typeof system === 'string') return undefined
  if (!Array.isArray(system)) return 'system: Input should be a valid list'
  for (const [index, block] of system.entries()) {
    if (!isObject(block) || block['type'] !== 'text') return `system.${index}.type: Input should be 'text'`
    const problem = findTypeProblem(block['text'], 'string', `system.${index}.text`)
    if (problem !== undefined) return problem
    if (block['text'] === '') return 'system: text content blocks must be non-empty'
  }
  return undefined
}

function findOutputProblem(config: unknown): string | undefined {
  if (!isObject(config)) return undefined
  const { effort, format } = config
  const unknown = Object.keys(config).find((name) => !['effort', 'format', 'task_budget'].includes(name))
  if (unknown !== undefined) return `output_config.${unknown}: Extra inputs are not permitted`
  if (effort !== undefined && effort !== null && !efforts.has(String(effort)))
    return "output_config.effort: Input should be 'low', 'medium', 'high', 'xhigh' or 'max'"
  if (format === undefined || format === null) return undefined
  if (!isObject(format) || format['type'] !== 'json_schema')
    return "output_config.format.type: Input should be 'json_schema'"
  const extra = Object.keys(format).find((name) => name !== 'type' && name !== 'schema')
  if (extra !== undefined) return `output_config.format.${extra}: Extra inputs are not permitted`
  return (
    findTypeProblem(format['schema'], 'object', 'output_config.format.schema') ??
    findSchemaProblem(format['schema'], 'output_config.format.schema')
  )
}

const efforts = new Set(['low', 'medium', 'high', 'xhigh', 'max'])

const knownFields = new Set(
  [
    'model messages max_tokens system metadata stop_sequences stream temperature top_k top_p tools tool_choice thinking',
    'output_config cache_control service_tier container inference_geo context_management mcp_servers diagnostics speed',
  ].flatMap((names) => names.split(' ')),
)
