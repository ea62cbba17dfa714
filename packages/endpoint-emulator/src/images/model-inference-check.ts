import type { BodyCheck } from '../routes/chat-completions.ts'
import { isObject } from '../json/json-value.ts'
import { type EmulatorResponse, ErrorResponse, jsonResponse } from '../http/response.ts'
import { filtersPrompt } from '../routes/content-filter.ts'
import { type ExtraParametersRule, extraParameterNames, resolveExtraParametersRule } from './extra-parameters.ts'

/** Checks a body as the model-inference API does: content filter, unsupported parameters, extra parameters. */
export function checkModelInference(byDefault: ExtraParametersRule): BodyCheck {
  return (body, exchange) => {
    if (!isObject(body)) return body
    if (filtersPrompt(exchange, [body['messages'], body['prompt']])) throw new ErrorResponse(promptFiltered)
    const refused = exchange.endpoint.options.unsupportedParameters?.find((name) => body[name] !== undefined)
    if (refused !== undefined) throw new ErrorResponse(parameterNotSupported(refused, body[refused]))
    const rule = resolveExtraParametersRule(exchange, byDefault)
    const extras = extraParameterNames(body)
    if (extras.length === 0 || rule === 'pass-through') return body
    if (rule === 'error') throw new ErrorResponse(jsonResponse(400, { detail: extraParametersMessage(extras) }))
    const dropped = new Set(extras)
    return Object.fromEntries(Object.entries(body).filter(([name]) => !dropped.has(name)))
  }
}

/** Azure's response when the content filter blocks the prompt. */
const promptFiltered: EmulatorResponse = jsonResponse(400, {
  error: {
    message:
      "The response was filtered due to the prompt triggering Microsoft's content management policy. Please modify your prompt and retry.",
    type: null,
    param: 'prompt',
    code: 'content_filter',
    status: 400,
  },
})

function parameterNotSupported(name: string, value: unknown): EmulatorResponse {
  const input = isObject(value) && typeof value['type'] === 'string' ? value['type'] : value
  const detail = { loc: ['body', name], input }
  const message = 'One of the parameters contain invalid values.'
  const code = 'parameter_not_supported'
  return jsonResponse(422, { status: 422, code, detail, message }, { 'x-ms-error-code': code })
}

function extraParametersMessage(extras: readonly string[]): string {
  const list = extras
    .slice(0, 100)
    .map((name) => `'${name}'`)
    .join(', ')
  const when = "are not allowed when extra-parameters is not set or set to be 'error'."
  return `Extra parameters [${list}] ${when} Set extra-parameters to 'pass-through' to pass to the model.`
}
