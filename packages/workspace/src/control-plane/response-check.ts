import type { PipelinePolicy, PipelineResponse } from '@azure/core-rest-pipeline'
import { isFields } from '@azureml-endpoints/core'
import { bodyOf, isNetworkDenial, ResponseError } from './response-error.ts'
import { retryAfterMs } from './retry-after.ts'

/**
 * Checks each response before Azure's client parses it. The client would take a proxy's page or an error with status 200 for an
 * empty result, would wait before a retry for as long as it is told to, and would try again from a network that the workspace does
 * not accept.
 */
export const responseCheck: PipelinePolicy = {
  name: 'azureml-endpoints-response-check',
  sendRequest: async (request, next) => {
    const response = await next(request)
    const { status, headers } = response
    const wait = retryAfterMs((name) => headers.get(name))
    if (status >= 400) {
      const error = new ResponseError(response, errorOf(response))
      if (isNetworkDenial({ status, code: error.code, message: error.message })) throw error
      if (wait !== undefined && wait > longestWait) throw error
    }
    if (status === 200 && !isExpected(response, request.method)) throw new ResponseError(response, errorOf(response))
    return response
  },
}

/** Milliseconds. A longer wait is reported to the caller instead, who can decide. */
const longestWait = 60_000

/** A request gets a resource or a page of them; an action gets an object. */
function isExpected(response: PipelineResponse, method: string): boolean {
  const body = bodyOf(response)
  if (body === undefined || (body['error'] !== undefined && body['error'] !== null)) return false
  return method !== 'GET' || Array.isArray(body['value']) || isFields(body['properties'])
}

function errorOf(response: PipelineResponse): unknown {
  return bodyOf(response)?.['error']
}
