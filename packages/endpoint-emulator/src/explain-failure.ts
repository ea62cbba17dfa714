import { type Answer, jsonAnswer } from './answer.ts'
import type { Failure, InputProblem } from './failure.ts'
import type { Explain } from './front.ts'
import { pythonJson } from './python-json.ts'

/** Words failures as the Python inference server of classic images does. */
export const explainAsInferenceServer: Explain = (failure) => {
  const say = (status: number, message: string, failed: 'True' | 'False' = 'False'): Answer =>
    jsonAnswer(status, pythonJson({ message }), { 'x-ms-run-function-failed': failed })
  switch (failure.kind) {
    case 'content-type':
      return say(415, 'Expects Content-Type to be application/json')
    case 'malformed-json':
      return say(400, `The request body is not valid JSON: ${failure.message}`)
    case 'request-id-too-long':
      return say(431, 'x-ms-request-id and x-ms-client-request-id must not exceed 100 characters')
    case 'invalid':
      return say(400, firstMissing(failure.problems) ?? sentence(failure.problems))
    case 'model':
      return say(failure.status, failure.message ?? defaultMessage, failure.status >= 500 ? 'True' : 'False')
    default:
      return explainAsFastApi(failure)
  }
}

/** Words failures as the foundation image does. */
export const explainAsFoundation: Explain = (failure) => {
  const say = (status: number, code: string, message: string): Answer =>
    jsonAnswer(status, { error: { code, message, status } })
  switch (failure.kind) {
    case 'malformed-json':
      return say(500, 'Internal Server Error', `An error occurred during the request processing: ${failure.message}`)
    case 'content-type':
    case 'request-id-too-long':
      return say(400, 'Bad Request', 'The request could not be read.')
    case 'invalid':
      return jsonAnswer(422, {
        error: { code: 'Invalid input', status: 422, message: 'invalid input error', details: failure.problems },
      })
    case 'model':
      return say(failure.status, failure.code ?? statusName(failure.status), failure.message ?? defaultMessage)
    default:
      return explainAsFastApi(failure)
  }
}

/** Words failures as vLLM and its like do. */
export const explainAsEngine: Explain = (failure) => {
  const say = (status: number, type: string, message: string): Answer =>
    jsonAnswer(status, { object: 'error', message, type, param: null, code: status })
  switch (failure.kind) {
    case 'malformed-json':
      return say(
        400,
        'BadRequestError',
        `[{'type': 'json_invalid', 'loc': ('body', ${failure.at}), 'msg': 'JSON decode error'}]`,
      )
    case 'content-type':
      return say(415, 'UnsupportedMediaType', "Unsupported Media Type: Only 'application/json' is allowed")
    case 'invalid':
      return say(400, 'BadRequestError', sentence(failure.problems))
    case 'model':
      return say(
        failure.status,
        failure.code ?? statusName(failure.status).replaceAll(' ', ''),
        failure.message ?? defaultMessage,
      )
    default:
      return explainAsFastApi(failure)
  }
}

/** Words failures as the servers behind serverless endpoints do. */
export const explainAsFastApi: Explain = (failure) => {
  switch (failure.kind) {
    case 'malformed-json': {
      const input = {
        type: 'json_invalid',
        loc: ['body', failure.at],
        msg: 'JSON decode error',
        input: {},
        ctx: { error: 'Expecting value' },
      }
      return jsonAnswer(422, { detail: [input] })
    }
    case 'content-type':
      return jsonAnswer(415, { detail: 'Unsupported Media Type: send application/json' })
    case 'request-id-too-long':
      return jsonAnswer(431, { detail: 'Request header fields too large' })
    case 'too-large':
      return jsonAnswer(413, { detail: `Request body is larger than ${failure.limit} bytes` })
    case 'not-found':
      return jsonAnswer(404, { detail: 'Not Found' })
    case 'method-not-allowed':
      return jsonAnswer(405, { detail: 'Method Not Allowed' })
    case 'invalid':
      return jsonAnswer(422, { detail: failure.problems })
    case 'upstream-down':
      return jsonAnswer(502, { error: 'Downstream unavailable' })
    case 'upstream-failed':
      return { status: failure.status, headers: { 'content-type': failure.contentType }, body: failure.body }
    case 'model': {
      const { status, code = String(status), message = defaultMessage } = failure
      return jsonAnswer(status, { error: { message, type: null, param: null, code, status } })
    }
  }
}

/** Words failures as Foundry's OpenAI routes do. */
export const explainAsOpenAI: Explain = (failure) => {
  const say = (status: number, message: string, code: string | null = null, param: string | null = null): Answer =>
    jsonAnswer(status, {
      error: { message, type: status < 500 ? 'invalid_request_error' : 'server_error', param, code },
    })
  switch (failure.kind) {
    case 'malformed-json':
      return say(400, 'We could not parse the JSON body of your request.')
    case 'content-type':
      return say(415, 'Send the request with Content-Type: application/json.')
    case 'too-large':
      return say(413, `The request body is larger than ${failure.limit} bytes.`)
    case 'not-found':
      return jsonAnswer(404, { error: { code: '404', message: 'Resource not found' } })
    case 'method-not-allowed':
      return say(405, 'Not allowed to use this method on this route.', 'method_not_allowed')
    case 'invalid':
      return say(400, sentence(failure.problems), null, failure.problems[0]?.loc.slice(1).join('.') ?? null)
    case 'model':
      return say(failure.status, failure.message ?? defaultMessage, failure.code ?? null)
    default:
      return explainAsFastApi(failure)
  }
}

/** Words failures as prompt flow's server does. */
export const explainAsPromptFlow: Explain = (failure) => {
  const say = (status: number, code: string, message: string): Answer =>
    jsonAnswer(status, { error: { code, message } })
  switch (failure.kind) {
    case 'malformed-json':
      return say(400, 'UserError', `The request body is not valid JSON: ${failure.message}`)
    case 'invalid':
      return say(400, 'UserError', sentence(failure.problems))
    case 'model':
      return say(
        failure.status,
        failure.code ?? (failure.status < 500 ? 'UserError' : 'SystemError'),
        failure.message ?? defaultMessage,
      )
    default:
      return explainAsFastApi(failure)
  }
}

function sentence(problems: readonly InputProblem[]): string {
  return problems.map(({ loc, msg }) => `${loc.slice(1).join('.') || 'body'}: ${msg}`).join('; ')
}

function firstMissing(problems: readonly InputProblem[]): string | undefined {
  const missing = problems.find(({ type, loc }) => type === 'missing' && loc.length === 2)
  return missing && `A value is not provided for the '${String(missing.loc[1])}' parameter.`
}

function statusName(status: number): string {
  return statusNames[status] ?? 'Internal Server Error'
}

const defaultMessage = 'The emulated model failed, as it was told to.'

const statusNames: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  404: 'Not Found',
  408: 'Request Timeout',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
}
