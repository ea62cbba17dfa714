import { type EmulatorResponse, jsonResponse } from '../http/response.ts'
import type { FormatFailure } from './failure.ts'
import { defaultMessage, joinProblems } from './failure-message.ts'
import { formatAsFastApi } from './gateway-errors.ts'

/** Formats failures as the Messages API does. */
export const formatAsAnthropic: FormatFailure = (failure) => {
  switch (failure.kind) {
    case 'malformed-json':
      return anthropicError(400, `The request body is not valid JSON: ${failure.message}`)
    case 'content-type':
      return anthropicError(400, 'content-type: Input should be application/json')
    case 'too-large':
      return anthropicError(413, 'Request exceeds the maximum size')
    case 'not-found':
      return apiNotSupported
    case 'method-not-allowed':
      return anthropicError(405, 'Method Not Allowed')
    case 'invalid':
      return anthropicError(400, joinProblems(failure.problems))
    case 'upstream-down':
      return anthropicError(502, failure.cause)
    case 'model':
      return anthropicError(failure.status, failure.message ?? defaultMessage, failure.code)
    default:
      return formatAsFastApi(failure)
  }
}

/** Formats an error as Anthropic's API does; its type follows the status unless one is given. */
export function anthropicError(status: number, message: string, type?: string): EmulatorResponse {
  const error = { type: type ?? errorTypes[status] ?? (status < 500 ? 'invalid_request_error' : 'api_error'), message }
  const id = anthropicRequestId()
  return jsonResponse(status, { type: 'error', error, request_id: id }, { 'request-id': id })
}

/** Makes the id of a request, which its response has in the header `request-id`, and an error in its body too. */
export function anthropicRequestId(): string {
  return `req_${crypto.randomUUID().replaceAll('-', '')}`
}

const errorTypes: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  504: 'timeout_error',
  529: 'overloaded_error',
}

const notSupported = 'Requested API is currently not supported'

/** The answer of the host to a route that Claude does not have. */
const apiNotSupported = jsonResponse(404, {
  error: { code: 'api_not_supported', message: notSupported, details: notSupported },
})
