import type { FormatFailure } from './failure.ts'
import { type EmulatorResponse, jsonResponse } from '../http/response.ts'
import { defaultMessage, joinProblems } from './failure-message.ts'

/** Formats failures as the FastAPI servers behind serverless endpoints, and in most containers, do. */
export const formatAsFastApi: FormatFailure = (failure) => {
  switch (failure.kind) {
    case 'malformed-json': {
      const where = {
        loc: ['body', failure.at],
        msg: 'JSON decode error',
        input: {},
        ctx: { error: 'Expecting value' },
      }
      return jsonResponse(422, { detail: [{ type: 'json_invalid', ...where }] })
    }
    case 'content-type':
      return jsonResponse(415, { detail: 'Unsupported Media Type: send application/json' })
    case 'request-id-too-long':
      return jsonResponse(431, { detail: 'Request header fields too large' })
    case 'too-large':
      return jsonResponse(413, { detail: `Request body is larger than ${failure.limit} bytes` })
    case 'not-found':
      return jsonResponse(404, { detail: 'Not Found' })
    case 'not-acceptable':
      return jsonResponse(406, { detail: 'Not Acceptable' })
    case 'method-not-allowed':
      return jsonResponse(405, { detail: 'Method Not Allowed' })
    case 'invalid':
      return jsonResponse(422, { detail: failure.problems })
    case 'upstream-down':
      return jsonResponse(502, { error: { message: failure.cause, type: null, param: null, code: '502', status: 502 } })
    case 'upstream-failed': {
      const { status, contentType, headers, body } = failure
      return { status, headers: { 'content-type': contentType, ...headers }, body }
    }
    case 'model': {
      const { status, code = String(status), message = defaultMessage } = failure
      return jsonResponse(status, { error: { message, type: null, param: null, code, status } })
    }
  }
}

/** Formats failures as Foundry's OpenAI routes do. */
export const formatAsOpenAI: FormatFailure = (failure) => {
  switch (failure.kind) {
    case 'malformed-json':
      return openAIError(400, 'We could not parse the JSON body of your request.')
    case 'content-type':
      return openAIError(415, 'Send the request with Content-Type: application/json.')
    case 'too-large':
      return openAIError(413, `The request body is larger than ${failure.limit} bytes.`)
    case 'not-found':
      return jsonResponse(404, { error: { code: '404', message: 'Resource not found' } })
    case 'method-not-allowed':
      return openAIError(405, 'Not allowed to use this method on this route.', 'method_not_allowed')
    case 'invalid': {
      const param = failure.problems[0]?.loc.slice(1).join('.') || null
      return openAIError(400, joinProblems(failure.problems), null, param)
    }
    case 'upstream-down':
      return openAIError(502, failure.cause)
    case 'model':
      return openAIError(failure.status, failure.message ?? defaultMessage, failure.code ?? null)
    default:
      return formatAsFastApi(failure)
  }
}

/** Formats an error as OpenAI's API does. */
export function openAIError(
  status: number,
  message: string,
  code: string | null = null,
  param: string | null = null,
): EmulatorResponse {
  const type = status < 500 ? 'invalid_request_error' : 'server_error'
  return jsonResponse(status, { error: { message, type, param, code } })
}
