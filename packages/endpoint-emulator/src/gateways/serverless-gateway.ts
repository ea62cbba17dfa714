import { type EmulatorResponse, ErrorResponse, jsonResponse } from '../http/response.ts'
import { bearerToken, checkCredential } from './authorization.ts'
import type { Endpoint } from './endpoint.ts'
import type { Gateway } from './gateway.ts'
import { findDeployment } from './managed-gateway.ts'
import type { RecordedRequest } from '../http/recorded-request.ts'

/** The gateway of a serverless endpoint: the key as a bearer token, and the model's own status codes. */
export const serverlessGateway: Gateway = {
  admit: (request, endpoint) => {
    checkKey(request, endpoint)
    if (!endpoint.countRequest() || endpoint.overloaded) throw new ErrorResponse(rateLimited(undefined))
    return findDeployment(request, endpoint)
  },
  decorate: (response) => {
    const headers = { 'x-request-id': crypto.randomUUID(), 'azureml-model-group': 'offer-endpoint-emulator-paygo' }
    return { ...response, headers: { ...response.headers, ...headers } }
  },
  statusOnly: (status, retryAfter) => {
    if (status === 401) return jsonResponse(401, { status: 'Invalid auth token' })
    if (status === 404) return jsonResponse(404, { detail: 'Not Found' })
    if (status === 429) return rateLimited(retryAfter)
    return jsonResponse(status, {
      error: { code: String(status), message: statusTexts[status] ?? 'The request failed.', status },
    })
  },
}

/** The response of Azure's gateways to a request over the rate limit. */
export function rateLimited(retryAfter: number | string | undefined): EmulatorResponse {
  const wait = typeof retryAfter === 'number' ? retryAfter : 2
  const message = `Rate limit is exceeded. Try again in ${wait} seconds.`
  return jsonResponse(429, { error: { code: '429', message } }, { 'x-ratelimit-remaining-requests': '0' })
}

function checkKey(request: RecordedRequest, { auth }: Endpoint): void {
  if (auth.mode === 'none') return
  const token = bearerToken(request.headers['authorization'])
  if (token === undefined) {
    // Azure responds to a key sent only as `api-key` with 400; no response to a missing key has been recorded.
    const status = request.headers['api-key'] ? 400 : 401
    throw new ErrorResponse(
      jsonResponse(status, { status: 'Auth token must be passed as a header called Authorization' }),
    )
  }
  if (checkCredential(auth, token) !== 'accepted')
    throw new ErrorResponse(jsonResponse(401, { status: 'Invalid auth token' }))
}

const statusTexts: Readonly<Record<number, string>> = {
  400: 'The request is invalid.',
  408: 'The operation was timeout.',
  500: 'The server had an error while processing the request.',
  502: 'Bad gateway.',
  503: 'The service is temporarily unable to process the request.',
  504: 'The gateway did not receive a response in time.',
}
