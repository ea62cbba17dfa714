import { pythonJson } from '../json/python-json.ts'
import type { FormatFailure } from './failure.ts'
import { type EmulatorResponse, jsonResponse, toHeaderValue } from '../http/response.ts'
import { formatAsFastApi } from './gateway-errors.ts'
import { defaultMessage, joinProblems, statusName } from './failure-message.ts'

/** Formats failures as the Python inference server of classic images does. */
export const formatAsInferenceServer: FormatFailure = (failure) => {
  switch (failure.kind) {
    case 'content-type':
      return inferenceServerError(415, 'Expects Content-Type to be application/json')
    case 'malformed-json':
      return inferenceServerError(400, `The request body is not valid JSON: ${failure.message}`)
    case 'request-id-too-long':
      return inferenceServerError(431, 'x-ms-request-id and x-ms-client-request-id must not exceed 100 characters')
    case 'invalid': {
      const missing = failure.problems.find(({ type, loc }) => type === 'missing' && loc.length === 2)
      const absent = missing && `A value is not provided for the '${String(missing.loc[1])}' parameter.`
      return inferenceServerError(400, absent ?? joinProblems(failure.problems))
    }
    case 'model':
      return inferenceServerError(failure.status, failure.message ?? defaultMessage)
    default:
      return formatAsFastApi(failure)
  }
}

/** Formats failures as the foundation image does. */
export const formatAsFoundation: FormatFailure = (failure) => {
  switch (failure.kind) {
    case 'upstream-down':
      return downstreamUnavailable(failure.cause)
    case 'malformed-json': {
      const message = `An error occurred during the request processing: ${failure.message}`
      return foundationError(500, 'Internal Server Error', message)
    }
    case 'content-type':
    case 'request-id-too-long':
      return foundationError(400, 'Bad Request', 'The request could not be read. Send application/json.')
    case 'invalid': {
      const error = { code: 'Invalid input', status: 422, message: 'invalid input error', details: failure.problems }
      // The validator's limits are floats, which Python serializes with a decimal point.
      return jsonResponse(422, JSON.stringify({ error }).replace(/("ctx":\{"le":\d+)\}/g, '$1.0}'))
    }
    case 'model':
      return foundationError(
        failure.status,
        failure.code ?? statusName(failure.status),
        failure.message ?? defaultMessage,
      )
    default:
      return formatAsFastApi(failure)
  }
}

/** Formats failures as vLLM and similar engines do. */
export const formatAsEngine: FormatFailure = (failure) => {
  switch (failure.kind) {
    case 'upstream-down':
      return downstreamUnavailable(failure.cause)
    case 'malformed-json':
      return engineError(400, 'BadRequestError', `JSON decode error: ${failure.message}`)
    case 'content-type':
      return engineError(415, 'UnsupportedMediaType', "Unsupported Media Type: Only 'application/json' is allowed")
    case 'invalid':
      return engineError(400, 'BadRequestError', joinProblems(failure.problems))
    case 'model': {
      const type = failure.code ?? statusName(failure.status).replaceAll(' ', '')
      return engineError(failure.status, type, failure.message ?? defaultMessage)
    }
    default:
      return formatAsFastApi(failure)
  }
}

/** Formats failures as prompt flow's server does. */
export const formatAsPromptFlow: FormatFailure = (failure) => {
  switch (failure.kind) {
    case 'malformed-json':
      return promptFlowError(400, 'UserError', `The request body is not valid JSON: ${failure.message}`)
    case 'content-type':
      return promptFlowError(415, 'UserError', 'Send the request with Content-Type: application/json.')
    case 'not-acceptable': {
      const rest = 'in Accept header is not acceptable. Supported media type(s) - application/json'
      return promptFlowError(406, 'UserError', `Media type ${failure.accept} ${rest}`)
    }
    case 'invalid':
      return promptFlowError(400, 'UserError', joinProblems(failure.problems))
    case 'model': {
      const code = failure.code ?? (failure.status < 500 ? 'UserError' : 'SystemError')
      return promptFlowError(failure.status, code, failure.message ?? defaultMessage)
    }
    default:
      return formatAsFastApi(failure)
  }
}

/** The foundation image's words for an engine that is down. They do not say why, so a header of the emulator's own does. */
function downstreamUnavailable(cause: string): EmulatorResponse {
  return jsonResponse(502, { error: 'Downstream unavailable' }, { 'x-emulator-cause': toHeaderValue(cause) })
}

function inferenceServerError(status: number, message: string): EmulatorResponse {
  const failed = { 'x-ms-run-function-failed': status >= 500 ? 'True' : 'False' }
  return jsonResponse(status, pythonJson({ message }), failed)
}

function foundationError(status: number, code: string, message: string): EmulatorResponse {
  return jsonResponse(status, { error: { code, message, status } })
}

function engineError(status: number, type: string, message: string): EmulatorResponse {
  return jsonResponse(status, { object: 'error', message, type, param: null, code: status })
}

function promptFlowError(status: number, code: string, message: string): EmulatorResponse {
  return jsonResponse(status, { error: { code, message } })
}
