import { anthropicError, anthropicRequestId } from '../failures/anthropic-errors.ts'
import { statusName } from '../failures/failure-message.ts'
import { ErrorResponse, jsonResponse } from '../http/response.ts'
import { foundryV1Gateway, modelOf } from './foundry-gateway.ts'
import { bearerToken, checkCredential } from './authorization.ts'
import type { Deployment, Endpoint } from './endpoint.ts'
import type { Gateway } from './gateway.ts'
import type { RecordedRequest } from '../http/recorded-request.ts'

/** The gateway of Foundry's `/anthropic` routes: the key also as `x-api-key`, the deployment by the body's `model`. */
export const anthropicGateway: Gateway = {
  readsBody: true,
  admit: (request, endpoint) => {
    authenticate(request, endpoint)
    const name = modelOf(request) ?? endpoint.deploymentByTraffic()?.name ?? ''
    return found(endpoint, name)
  },
  decorate: (response, request, modelMs) => {
    const decorated = foundryV1Gateway.decorate(response, request, modelMs)
    return { ...decorated, headers: { 'request-id': anthropicRequestId(), ...decorated.headers } }
  },
  statusOnly: (status) => {
    if (status === 401) return unauthorized
    if (status === 404) return unknownDeployment
    return anthropicError(status, messages[status] ?? statusName(status))
  },
}

function authenticate({ headers }: RecordedRequest, endpoint: Endpoint): void {
  const { auth } = endpoint
  if (auth.mode !== 'none') {
    const key = headers['x-api-key'] ?? headers['api-key'] ?? bearerToken(headers['authorization']) ?? ''
    if (key === '' || checkCredential(auth, key) !== 'accepted') throw new ErrorResponse(unauthorized)
  }
  if (!endpoint.countRequest() || endpoint.overloaded) throw new ErrorResponse(rateLimited)
}

function found(endpoint: Endpoint, name: string): Deployment {
  const deployment = endpoint.deployment(name)
  if (!deployment) throw new ErrorResponse(unknownDeployment)
  return deployment
}

const messages: Readonly<Record<number, string>> = {
  429: "This request would exceed your organization's rate limit. Please try again later.",
  500: 'Internal server error',
  504: 'Request timed out',
  529: 'Overloaded',
}

const rateLimited = jsonResponse(429, {
  error: { code: 'RateLimitReached', message: 'The rate limit of this deployment is exceeded. Please retry later.' },
})

const unauthorized = jsonResponse(401, {
  error: {
    code: '401',
    message:
      'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.',
  },
})

const unknownDeployment = jsonResponse(404, {
  error: {
    code: 'DeploymentNotFound',
    message:
      'The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again.',
  },
})
