import { type Answer, Refusal, jsonAnswer } from './answer.ts'
import type { Exchange } from './exchange.ts'
import { isObject } from './json-value.ts'

/** Does to a body what the model-inference front end does: content filter, refused parameters, extra parameters. */
export function checkModelInference(
  byDefault: 'error' | 'pass-through',
): (body: unknown, exchange: Exchange) => unknown {
  return (body, exchange) => {
    if (!isObject(body)) return body
    const { options } = exchange.endpoint
    const said = JSON.stringify([body['messages'], body['prompt']])
    if (options.contentFilter?.prompt?.some((word) => said.includes(word))) throw new Refusal(promptFiltered)
    const refused = options.unsupportedParameters?.find((name) => body[name] !== undefined)
    if (refused !== undefined) throw new Refusal(parameterNotSupported(refused, body[refused]))
    const asked = exchange.request.headers['extra-parameters']
    const rule = asked ?? options.extraParameters ?? byDefault
    if (!rules.has(rule)) throw new Refusal(jsonAnswer(400, { detail: badRule(rule) }))
    const extras = Object.keys(body).filter((name) => !knownParameters.has(name))
    if (extras.length === 0 || rule === 'pass-through') return body
    if (rule === 'error') throw new Refusal(jsonAnswer(400, { detail: extrasRefused(extras) }))
    return Object.fromEntries(Object.entries(body).filter(([name]) => knownParameters.has(name)))
  }
}

/** What Azure says when the prompt is filtered. */
export const promptFiltered: Answer = jsonAnswer(400, {
  error: {
    message:
      "The response was filtered due to the prompt triggering Microsoft's content management policy. Please modify your prompt and retry.",
    type: null,
    param: 'prompt',
    code: 'content_filter',
    status: 400,
  },
})

function parameterNotSupported(name: string, value: unknown): Answer {
  const input = isObject(value) && typeof value['type'] === 'string' ? value['type'] : value
  const detail = { loc: ['body', name], input }
  const message = 'One of the parameters contain invalid values.'
  return jsonAnswer(
    422,
    { status: 422, code: 'parameter_not_supported', detail, message },
    { 'x-ms-error-code': 'parameter_not_supported' },
  )
}

function extrasRefused(extras: readonly string[]): string {
  const list = extras.map((name) => `'${name}'`).join(', ')
  return `Extra parameters [${list}] are not allowed when extra-parameters is not set or set to be 'error'. Set extra-parameters to 'pass-through' to pass to the model.`
}

function badRule(rule: string): string {
  return `The value '${rule}' of extra-parameters is not one of 'error', 'drop', 'pass-through'.`
}

const rules = new Set(['error', 'drop', 'pass-through'])

const knownParameters = new Set([
  'messages',
  'prompt',
  'frequency_penalty',
  'presence_penalty',
  'temperature',
  'top_p',
  'max_tokens',
  'response_format',
  'stop',
  'tools',
  'tool_choice',
  'seed',
  'model',
  'stream',
  'modalities',
])
