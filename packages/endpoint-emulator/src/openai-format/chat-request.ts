import type { EngineRequest, EngineTool, ReasoningStyle } from '../engine/engine.ts'
import {
  ModelFailure,
  type InputProblem,
  collectProblems,
  invalidInput,
  notInteger,
  notList,
  rejectLongList,
  tooSmall,
} from '../failures/failure.ts'
import { type JsonObject, asList, asNumber, asString, isObject } from '../json/json-value.ts'

/** The values to use where a body sets none. */
export interface RequestDefaults {
  readonly model: string
  readonly seed: number
  readonly reasoning: ReasoningStyle
  readonly defaultMaxTokens?: number | undefined
  readonly signal: AbortSignal
}

/** Parses an OpenAI chat body, or throws the problems that a validator would report. */
export function parseChatRequest(body: unknown, context: RequestDefaults): EngineRequest {
  if (!isObject(body))
    throw invalidInput(problem('model_attributes_type', [], 'Input should be a valid dictionary', body))
  const problems = findProblems(body)
  if (problems.length > 0) throw new ModelFailure({ kind: 'invalid', problems })
  return { ...parseParameters(body, context), messages: asList(body['messages']).filter(isObject) }
}

/** Parses an OpenAI text completion body. */
export function parseTextRequest(body: unknown, context: RequestDefaults): EngineRequest {
  const prompt = isObject(body) ? (asString(body['prompt']) ?? asString(asList(body['prompt'])[0])) : undefined
  if (!isObject(body) || prompt === undefined)
    throw invalidInput(problem('missing', ['prompt'], 'Field required', body))
  return { ...parseParameters(body, context), messages: [{ role: 'user', content: prompt }], prompt }
}

function parseParameters(body: JsonObject, context: RequestDefaults): EngineRequest {
  return {
    body,
    messages: [],
    model: asString(body['model']) || context.model,
    maxTokens:
      asNumber(body['max_completion_tokens']) ??
      asNumber(body['max_tokens']) ??
      asNumber(body['max_new_tokens']) ??
      context.defaultMaxTokens,
    stop: parseStop(body['stop'] ?? body['stop_sequences']),
    seed: asNumber(body['seed']) ?? context.seed,
    tools: parseTools(body['tools']),
    toolChoice: parseToolChoice(body['tool_choice']),
    jsonSchema: parseJsonSchema(body['response_format']),
    reasoning: body['reasoning_effort'] !== undefined && context.reasoning === 'off' ? 'field' : context.reasoning,
    signal: context.signal,
  }
}

function parseStop(stop: unknown): string[] {
  return typeof stop === 'string' ? [stop] : asList(stop).filter((one) => typeof one === 'string')
}

/** More than any host accepts. The engine searches the question for the name of each. */
const maxTools = 1_024

function parseTools(tools: unknown): EngineTool[] {
  rejectLongList(asList(tools), maxTools, ['tools'])
  return asList(tools).flatMap((tool) => {
    const definition = isObject(tool) && isObject(tool['function']) ? tool['function'] : undefined
    const name = asString(definition?.['name'])
    const parameters = definition?.['parameters']
    return name ? [{ name, parameters: isObject(parameters) ? parameters : {} }] : []
  })
}

function parseToolChoice(choice: unknown): EngineRequest['toolChoice'] {
  if (choice === 'none' || choice === 'required') return choice
  const named = isObject(choice) && isObject(choice['function']) ? asString(choice['function']['name']) : undefined
  return named === undefined ? 'auto' : { name: named }
}

function parseJsonSchema(format: unknown): EngineRequest['jsonSchema'] {
  if (!isObject(format)) return undefined
  if (format['type'] === 'json_object') return true
  if (format['type'] !== 'json_schema') return undefined
  const schema = isObject(format['json_schema']) ? format['json_schema']['schema'] : undefined
  return isObject(schema) ? schema : true
}

function findProblems(body: JsonObject): InputProblem[] {
  const messages = body['messages']
  if (messages === undefined) return [problem('missing', ['messages'], 'Field required', body)]
  if (!Array.isArray(messages)) return [notList(messages, 'messages')]
  if (messages.length === 0) {
    const text = 'List should have at least 1 item after validation, not 0'
    return [
      {
        ...problem('too_short', ['messages'], text, messages),
        ctx: { field_type: 'List', min_length: 1, actual_length: 0 },
      },
    ]
  }
  return [
    ...collectProblems(messages, findMessageProblems),
    ...limits.flatMap((name) => findLimitProblems(name, body[name])),
  ]
}

function findMessageProblems(message: unknown, index: number): InputProblem[] {
  if (!isObject(message)) {
    return [problem('model_attributes_type', ['messages', index], 'Input should be a valid dictionary', message)]
  }
  const role = message['role']
  if (role === undefined) return [problem('missing', ['messages', index, 'role'], 'Field required', message)]
  if (typeof role === 'string' && roles.has(role)) return []
  return [
    problem(
      'enum',
      ['messages', index, 'role'],
      `Input should be ${[...roles].map((one) => `'${one}'`).join(', ')}`,
      role,
    ),
  ]
}

function findLimitProblems(name: string, value: unknown): InputProblem[] {
  if (value === undefined || value === null || (Number.isInteger(value) && Number(value) >= 0)) return []
  return [typeof value === 'number' ? tooSmall(value, name, 0) : notInteger(value, name)]
}

function problem(type: string, loc: readonly (string | number)[], msg: string, input: unknown): InputProblem {
  return { type, loc: ['body', ...loc], msg, input: input ?? null }
}

const limits = ['max_tokens', 'max_completion_tokens', 'max_new_tokens']
const roles = new Set(['system', 'developer', 'user', 'assistant', 'tool', 'function'])
