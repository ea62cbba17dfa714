import type { BodyCheck } from '../routes/chat-completions.ts'
import { isObject } from '../json/json-value.ts'
import { type Answer, Refusal, jsonAnswer } from '../http/response.ts'
import { filtersPrompt } from '../routes/content-filter.ts'
import { type ExtraParametersRule, extraParameterNames, readExtraParametersRule } from './extra-parameters.ts'

/** Does to a body what the model-inference front end does: content filter, refused parameters, extra parameters. */
export function checkModelInference(byDefault: ExtraParametersRule): BodyCheck {
  return (body, exchange) => {
    if (!isObject(body)) return body
    if (filtersPrompt(exchange, [body['messages'], body['prompt']])) throw new Refusal(promptFiltered)
    const refused = exchange.endpoint.options.unsupportedParameters?.find((name) => body[name] !== undefined)
    if (refused !== undefined) throw new Refusal(parameterNotSupported(refused, body[refused]))
    const rule = readExtraParametersRule(exchange, byDefault)
    const extras = extraParameterNames(body)
    if (extras.length === 0 || rule === 'pass-through') return body
    if (rule === 'error') throw new Refusal(jsonAnswer(400, { detail: extrasRefused(extras) }))
    const dropped = new Set(extras)
    return Object.fromEntries(Object.entries(body).filter(([name]) => !dropped.has(name)))
  }
}

/** What Azure says when the prompt is filtered. */
const promptFiltered: Answer = jsonAnswer(400, {
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
  const code = 'parameter_not_supported'
  return jsonAnswer(422, { status: 422, code, detail, message }, { 'x-ms-error-code': code })
}

function extrasRefused(extras: readonly string[]): string {
  const list = extras
    .slice(0, 100)
    .map((name) => `'${name}'`)
    .join(', ')
  const when = "are not allowed when extra-parameters is not set or set to be 'error'."
  return `Extra parameters [${list}] ${when} Set extra-parameters to 'pass-through' to pass to the model.`
}
