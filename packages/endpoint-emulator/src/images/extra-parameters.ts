import type { JsonObject } from '../json/json-value.ts'
import { ErrorResponse, jsonResponse } from '../http/response.ts'
import type { Exchange } from '../routes/exchange.ts'

/** What happens to parameters that the model-inference API does not have. */
export type ExtraParametersRule = 'error' | 'drop' | 'pass-through'

/** Resolves the rule from the request's header, else from the options; rejects an unknown value. */
export function resolveExtraParametersRule(exchange: Exchange, byDefault: ExtraParametersRule): ExtraParametersRule {
  const rule = exchange.request.headers['extra-parameters'] ?? exchange.endpoint.options.extraParameters ?? byDefault
  if (rule === 'error' || rule === 'drop' || rule === 'pass-through') return rule
  const detail = `The value '${rule}' of extra-parameters is not one of 'error', 'drop', 'pass-through'.`
  throw new ErrorResponse(jsonResponse(400, { detail }))
}

/** Lists the parameters of a body that the model-inference API does not have. */
export function extraParameterNames(body: JsonObject): string[] {
  return Object.keys(body).filter((name) => !knownParameters.has(name))
}

const knownParameters = new Set(
  [
    'messages prompt frequency_penalty presence_penalty temperature top_p max_tokens response_format',
    'stop tools tool_choice seed model stream modalities',
  ].flatMap((names) => names.split(' ')),
)
