import { asList, isObject } from '../json/json-value.ts'
import type { Exchange } from '../routes/exchange.ts'
import { type InputProblem, ModelFailure, collectProblems, notText, tooLarge, tooSmall } from '../failures/failure.ts'
import { extraParameterNames, resolveExtraParametersRule } from './extra-parameters.ts'

/** Validates a body against the schema of the foundation image's own chat route, which is stricter than the engine's. */
export function checkFoundationChat(body: unknown, exchange: Exchange): unknown {
  if (!isObject(body)) return body
  const rule = resolveExtraParametersRule(exchange, 'pass-through')
  const problems = [
    ...collectProblems(asList(body['messages']), findEmptyText),
    ...['temperature', 'top_p'].flatMap((name) => findOutOfRange(name, body[name])),
    ...findToolChoice(body['tool_choice']),
    ...collectProblems(asList(body['tools']), findUndescribed),
    ...findResponseFormat(body['response_format']),
    ...(rule === 'error'
      ? collectProblems(extraParameterNames(body), (name) => [forbidden(String(name), body[String(name)])])
      : []),
  ]
  if (problems.length > 0) throw new ModelFailure({ kind: 'invalid', problems })
  return body
}

function findOutOfRange(name: string, value: unknown): InputProblem[] {
  if (typeof value !== 'number' || (value >= 0 && value <= 1)) return []
  return [value > 1 ? tooLarge(value, name, 1) : tooSmall(value, name, 0)]
}

function findToolChoice(value: unknown): InputProblem[] {
  if (value === undefined || value === null || typeof value === 'string') return []
  return [notText(value, ['tool_choice'])]
}

function findUndescribed(tool: unknown, index: number): InputProblem[] {
  const definition = isObject(tool) ? tool['function'] : undefined
  if (!isObject(definition) || typeof definition['description'] === 'string') return []
  const loc = ['body', 'tools', index, 'function', 'description']
  return [{ type: 'missing', loc, msg: 'Field required', input: definition }]
}

function findResponseFormat(format: unknown): InputProblem[] {
  const type = isObject(format) ? format['type'] : undefined
  if (type === undefined || type === 'text' || type === 'json_object') return []
  const msg = `Value error, Response format was ${String(type)} but must be either 'text' or 'json_object'.`
  return [{ type: 'value_error', loc: ['body', 'response_format', 'type'], msg, input: type, ctx: { error: {} } }]
}

function findEmptyText(message: unknown, index: number): InputProblem[] {
  const parts = isObject(message) ? asList(message['content']) : []
  return collectProblems(parts, (part, position) => {
    if (!isObject(part) || part['type'] !== 'text' || part['text'] !== '') return []
    const loc = ['body', 'messages', index, 'content', position, 'text']
    const msg = 'String should have at least 1 character'
    return [{ type: 'string_too_short', loc, msg, input: '', ctx: { min_length: 1 } }]
  })
}

function forbidden(name: string, input: unknown): InputProblem {
  return { type: 'extra_forbidden', loc: ['body', name], msg: 'Extra inputs are not permitted', input }
}
