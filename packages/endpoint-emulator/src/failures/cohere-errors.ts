import { type EmulatorResponse, jsonResponse } from '../http/response.ts'
import type { FormatFailure } from './failure.ts'
import { defaultMessage, joinProblems } from './failure-message.ts'
import { formatAsFastApi } from './gateway-errors.ts'

/** Formats failures as Cohere's API does: an id and a message. */
export const formatAsCohere: FormatFailure = (failure) => {
  switch (failure.kind) {
    case 'malformed-json':
      return cohereError(400, `invalid json syntax: ${failure.message}`)
    case 'content-type':
      return cohereError(415, 'unsupported media type: send application/json')
    case 'too-large':
      return cohereError(413, `the request body is larger than ${failure.limit} bytes`)
    case 'not-found':
      return cohereError(404, '404 page not found')
    case 'method-not-allowed':
      return cohereError(405, 'method not allowed')
    case 'invalid':
      return cohereError(400, `invalid request: ${joinProblems(failure.problems)}`)
    case 'upstream-down':
      return cohereError(502, failure.cause)
    case 'model':
      return cohereError(failure.status, failure.message ?? defaultMessage)
    default:
      return formatAsFastApi(failure)
  }
}

/** Makes an error of Cohere's API. */
export function cohereError(status: number, message: string): EmulatorResponse {
  return jsonResponse(status, { id: crypto.randomUUID(), message })
}
