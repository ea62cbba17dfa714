import { type EmulatorResponse, jsonResponse, textResponse } from '../http/response.ts'
import type { FormatFailure } from './failure.ts'
import { defaultMessage, joinProblems } from './failure-message.ts'
import { formatAsFastApi } from './gateway-errors.ts'

/** Formats failures as the router of Text Generation Inference does. */
export const formatAsTgi: FormatFailure = (failure) => {
  switch (failure.kind) {
    case 'malformed-json':
      return textResponse(400, `Failed to parse the request body as JSON: ${failure.message}`)
    case 'content-type':
      return textResponse(415, 'Expected request with `Content-Type: application/json`')
    case 'not-found':
      return textResponse(404, '')
    case 'method-not-allowed':
      return textResponse(405, '')
    case 'invalid':
      return tgiError(422, `Input validation error: ${joinProblems(failure.problems)}`, 'validation')
    case 'model': {
      const type = failure.code ?? types[failure.status] ?? 'incomplete_generation'
      return tgiError(failure.status, failure.message ?? defaultMessage, type)
    }
    default:
      return formatAsFastApi(failure)
  }
}

const types: Readonly<Record<number, string>> = {
  422: 'validation',
  424: 'generation',
  429: 'overloaded',
  503: 'healthcheck',
}

/** Makes the response to a body that has not the fields of a request, which the router's web server sends before it validates. */
export function tgiMismatch(problem: string): EmulatorResponse {
  return textResponse(422, `Failed to deserialize the JSON body into the target type: ${problem}`)
}

function tgiError(status: number, error: string, type: string): EmulatorResponse {
  return jsonResponse(status, { error, error_type: type })
}
