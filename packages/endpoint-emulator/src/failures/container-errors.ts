import { pythonJson } from '../json/python-json.ts'
import type { Explain } from './failure.ts'
import { type Answer, jsonAnswer } from '../http/response.ts'
import { explainAsFastApi } from './gateway-errors.ts'
import { defaultMessage, sentence, statusName } from './failure-message.ts'

/** Words failures as the Python inference server of classic images does. */
export const explainAsInferenceServer: Explain = (failure) => {
  switch (failure.kind) {
    case 'content-type':
      return inferenceServerSays(415, 'Expects Content-Type to be application/json')
    case 'malformed-json':
      return inferenceServerSays(400, `The request body is not valid JSON: ${failure.message}`)
    case 'request-id-too-long':
      return inferenceServerSays(431, 'x-ms-request-id and x-ms-client-request-id must not exceed 100 characters')
    case 'invalid': {
      const missing = failure.problems.find(({ type, loc }) => type === 'missing' && loc.length === 2)
      const absent = missing && `A value is not provided for the '${String(missing.loc[1])}' parameter.`
      return inferenceServerSays(400, absent ?? sentence(failure.problems))
    }
    case 'model':
      return inferenceServerSays(failure.status, failure.message ?? defaultMessage)
    default:
      return explainAsFastApi(failure)
  }
}

/** Words failures as the foundation image does. */
export const explainAsFoundation: Explain = (failure) => {
  switch (failure.kind) {
    case 'malformed-json': {
      const message = `An error occurred during the request processing: ${failure.message}`
      return foundationSays(500, 'Internal Server Error', message)
    }
    case 'content-type':
    case 'request-id-too-long':
      return foundationSays(400, 'Bad Request', 'The request could not be read. Send application/json.')
    case 'invalid': {
      const error = { code: 'Invalid input', status: 422, message: 'invalid input error', details: failure.problems }
      // The limits of the validator are floats, which Python writes with their point.
      return jsonAnswer(422, JSON.stringify({ error }).replace(/("ctx":\{"le":\d+)\}/g, '$1.0}'))
    }
    case 'model':
      return foundationSays(
        failure.status,
        failure.code ?? statusName(failure.status),
        failure.message ?? defaultMessage,
      )
    default:
      return explainAsFastApi(failure)
  }
}

/** Words failures as vLLM and its like do. */
export const explainAsEngine: Explain = (failure) => {
  switch (failure.kind) {
    case 'malformed-json':
      return engineSays(400, 'BadRequestError', `JSON decode error: ${failure.message}`)
    case 'content-type':
      return engineSays(415, 'UnsupportedMediaType', "Unsupported Media Type: Only 'application/json' is allowed")
    case 'invalid':
      return engineSays(400, 'BadRequestError', sentence(failure.problems))
    case 'model': {
      const type = failure.code ?? statusName(failure.status).replaceAll(' ', '')
      return engineSays(failure.status, type, failure.message ?? defaultMessage)
    }
    default:
      return explainAsFastApi(failure)
  }
}

/** Words failures as prompt flow's server does. */
export const explainAsPromptFlow: Explain = (failure) => {
  switch (failure.kind) {
    case 'malformed-json':
      return promptFlowSays(400, 'UserError', `The request body is not valid JSON: ${failure.message}`)
    case 'content-type':
      return promptFlowSays(415, 'UserError', 'Send the request with Content-Type: application/json.')
    case 'not-acceptable': {
      const rest = 'in Accept header is not acceptable. Supported media type(s) - application/json'
      return promptFlowSays(406, 'UserError', `Media type ${failure.accept} ${rest}`)
    }
    case 'invalid':
      return promptFlowSays(400, 'UserError', sentence(failure.problems))
    case 'model': {
      const code = failure.code ?? (failure.status < 500 ? 'UserError' : 'SystemError')
      return promptFlowSays(failure.status, code, failure.message ?? defaultMessage)
    }
    default:
      return explainAsFastApi(failure)
  }
}

function inferenceServerSays(status: number, message: string): Answer {
  const failed = { 'x-ms-run-function-failed': status >= 500 ? 'True' : 'False' }
  return jsonAnswer(status, pythonJson({ message }), failed)
}

function foundationSays(status: number, code: string, message: string): Answer {
  return jsonAnswer(status, { error: { code, message, status } })
}

function engineSays(status: number, type: string, message: string): Answer {
  return jsonAnswer(status, { object: 'error', message, type, param: null, code: status })
}

function promptFlowSays(status: number, code: string, message: string): Answer {
  return jsonAnswer(status, { error: { code, message } })
}
