import type { JsonObject } from '../json/json-value.ts'
import { Refusal, jsonAnswer } from '../http/response.ts'
import type { Exchange } from '../routes/exchange.ts'

/** What happens to parameters that the model-inference API does not know. */
export type ExtraParametersRule = 'error' | 'drop' | 'pass-through'

/** Reads the rule from the request's header, else from the options; refuses a value that does not exist. */
export function readExtraParametersRule(exchange: Exchange, byDefault: ExtraParametersRule): ExtraParametersRule {
  const rule = exchange.request.headers['extra-parameters'] ?? exchange.endpoint.options.extraParameters ?? byDefault
  if (rule === 'error' || rule === 'drop' || rule === 'pass-through') return rule
  const detail = `The value '${rule}' of extra-parameters is not one of 'error', 'drop', 'pass-through'.`
  throw new Refusal(jsonAnswer(400, { detail }))
}

/** Names the parameters of a body that the model-inference API does not know. */
export function extraParameterNames(body: JsonObject): string[] {
  return Object.keys(body).filter((name) => !knownParameters.has(name))
}

const knownParameters = new Set(
  [
    'messages prompt frequency_penalty presence_penalty temperature top_p max_tokens response_format',
    'stop tools tool_choice seed model stream modalities',
  ].flatMap((names) => names.split(' ')),
)
