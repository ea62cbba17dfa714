import type { Explain } from './failure.ts'
import { type Answer, jsonAnswer } from '../http/response.ts'
import { defaultMessage, sentence } from './failure-message.ts'

/** Words failures as the FastAPI servers behind serverless endpoints, and most containers, do. */
export const explainAsFastApi: Explain = (failure) => {
  switch (failure.kind) {
    case 'malformed-json': {
      const where = {
        loc: ['body', failure.at],
        msg: 'JSON decode error',
        input: {},
        ctx: { error: 'Expecting value' },
      }
      return jsonAnswer(422, { detail: [{ type: 'json_invalid', ...where }] })
    }
    case 'content-type':
      return jsonAnswer(415, { detail: 'Unsupported Media Type: send application/json' })
    case 'request-id-too-long':
      return jsonAnswer(431, { detail: 'Request header fields too large' })
    case 'too-large':
      return jsonAnswer(413, { detail: `Request body is larger than ${failure.limit} bytes` })
    case 'not-found':
      return jsonAnswer(404, { detail: 'Not Found' })
    case 'not-acceptable':
      return jsonAnswer(406, { detail: 'Not Acceptable' })
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
  switch (failure.kind) {
    case 'malformed-json':
      return openAISays(400, 'We could not parse the JSON body of your request.')
    case 'content-type':
      return openAISays(415, 'Send the request with Content-Type: application/json.')
    case 'too-large':
      return openAISays(413, `The request body is larger than ${failure.limit} bytes.`)
    case 'not-found':
      return jsonAnswer(404, { error: { code: '404', message: 'Resource not found' } })
    case 'method-not-allowed':
      return openAISays(405, 'Not allowed to use this method on this route.', 'method_not_allowed')
    case 'invalid': {
      const param = failure.problems[0]?.loc.slice(1).join('.') || null
      return openAISays(400, sentence(failure.problems), null, param)
    }
    case 'model':
      return openAISays(failure.status, failure.message ?? defaultMessage, failure.code ?? null)
    default:
      return explainAsFastApi(failure)
  }
}

/** Words an error as OpenAI's API does. */
export function openAISays(
  status: number,
  message: string,
  code: string | null = null,
  param: string | null = null,
): Answer {
  const type = status < 500 ? 'invalid_request_error' : 'server_error'
  return jsonAnswer(status, { error: { message, type, param, code } })
}
