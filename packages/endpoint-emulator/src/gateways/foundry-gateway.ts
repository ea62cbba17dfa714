import { type EmulatorResponse, ErrorResponse, jsonResponse, toHeaderValue } from '../http/response.ts'
import { bearerToken, checkCredential } from './authorization.ts'
import type { Deployment, Endpoint } from './endpoint.ts'
import { openAIError } from '../failures/gateway-errors.ts'
import type { Gateway } from './gateway.ts'
import { asString, isObject } from '../json/json-value.ts'
import type { RecordedRequest } from '../http/recorded-request.ts'
import { rateLimited, serverlessGateway } from './serverless-gateway.ts'

/** The gateway of Foundry's `/models` routes, where a model mesh finds the deployment by the body's `model`. */
export const modelMeshGateway: Gateway = {
  readsBody: true,
  decorate: addFoundryHeaders,
  admit: (request, endpoint) => {
    authenticate(request, endpoint)
    const name = modelOf(request) ?? request.headers['x-ms-model-mesh-model-name']
    if (request.method === 'POST' && !name) throw new ErrorResponse(meshError('no_model_name', noModel))
    return name ? found(endpoint, name, meshError('unknown_model', `Unknown model: ${name}`)) : anyDeployment(endpoint)
  },
  statusOnly: foundryStatusOnly,
}

/** The gateway of Foundry's `/openai/v1` routes. */
export const foundryV1Gateway: Gateway = {
  readsBody: true,
  decorate: addFoundryHeaders,
  admit: (request, endpoint) => {
    authenticate(request, endpoint)
    const name = modelOf(request)
    if (request.method === 'POST' && !name && !Array.isArray(request.body) && typeof request.body !== 'string') {
      throw new ErrorResponse(openAIError(400, 'you must provide a model parameter'))
    }
    return name ? found(endpoint, name, unknownDeployment) : anyDeployment(endpoint)
  },
  statusOnly: foundryStatusOnly,
}

function addFoundryHeaders(response: EmulatorResponse, request: RecordedRequest): EmulatorResponse {
  const id = crypto.randomUUID()
  const deployment: Record<string, string> = request.deployment
    ? { 'x-ms-deployment-name': toHeaderValue(request.deployment) }
    : {}
  const headers = { 'apim-request-id': id, 'x-request-id': id, 'x-ms-region': 'Emulated', ...deployment }
  return { ...response, headers: { ...response.headers, ...headers } }
}

function authenticate(request: RecordedRequest, endpoint: Endpoint): void {
  const { auth } = endpoint
  if (auth.mode !== 'none') {
    const key = request.headers['api-key'] ?? bearerToken(request.headers['authorization']) ?? ''
    if (key === '' || checkCredential(auth, key) !== 'accepted') throw new ErrorResponse(unauthorized)
  }
  if (!endpoint.countRequest() || endpoint.overloaded) throw new ErrorResponse(rateLimited(undefined))
}

/** The model that the body of a request names. */
export function modelOf({ body }: RecordedRequest): string | undefined {
  return (isObject(body) ? asString(body['model']) : undefined) || undefined
}

function found(endpoint: Endpoint, name: string, otherwise: EmulatorResponse): Deployment {
  const deployment = endpoint.deployment(name)
  if (!deployment) throw new ErrorResponse(otherwise)
  return deployment
}

function anyDeployment(endpoint: Endpoint): Deployment {
  return found(endpoint, endpoint.deploymentByTraffic()?.name ?? '', unknownDeployment)
}

function foundryStatusOnly(status: number, retryAfter: number | string | undefined): EmulatorResponse {
  if (status === 401) return unauthorized
  if (status === 404) return jsonResponse(404, { error: { code: '404', message: 'Resource not found' } })
  return serverlessGateway.statusOnly(status, retryAfter)
}

function meshError(code: string, message: string): EmulatorResponse {
  return jsonResponse(400, { error: { code, message, details: message } })
}

const noModel =
  'No model specified in request. Please provide a model name in the request body or as a x-ms-model-mesh-model-name header.'

const unauthorized = jsonResponse(401, {
  statusCode: 401,
  message:
    'Unauthorized. Access token is missing, invalid, audience is incorrect (https://cognitiveservices.azure.com), or have expired.',
})

const unknownDeployment = jsonResponse(404, {
  error: { code: 'DeploymentNotFound', message: 'The API deployment for this resource does not exist.' },
})
