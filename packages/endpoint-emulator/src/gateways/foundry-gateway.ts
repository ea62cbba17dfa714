import { type Answer, Refusal, jsonAnswer, toHeaderValue } from '../http/response.ts'
import { bearerToken, judgeCredential } from './authorization.ts'
import type { Deployment, Endpoint } from './endpoint.ts'
import { openAISays } from '../failures/gateway-errors.ts'
import type { Front } from './gateway.ts'
import { asString, isObject } from '../json/json-value.ts'
import type { RecordedRequest } from '../http/recorded-request.ts'
import { rateLimited, serverlessFront } from './serverless-gateway.ts'

/** The front door of Foundry's `/models` routes, where a model mesh finds the deployment by the body's `model`. */
export const modelMeshFront: Front = {
  dress: dressAsFoundry,
  admit: (request, endpoint) => {
    admitCaller(request, endpoint)
    const name = namedModel(request) ?? request.headers['x-ms-model-mesh-model-name']
    if (request.method === 'POST' && !name) throw new Refusal(meshError('no_model_name', noModel))
    return name ? found(endpoint, name, meshError('unknown_model', `Unknown model: ${name}`)) : anyDeployment(endpoint)
  },
  plainStatus: plainFoundryStatus,
}

/** The front door of Foundry's `/openai/v1` routes. */
export const foundryV1Front: Front = {
  dress: dressAsFoundry,
  admit: (request, endpoint) => {
    admitCaller(request, endpoint)
    const name = namedModel(request)
    if (request.method === 'POST' && !name && !Array.isArray(request.body) && typeof request.body !== 'string') {
      throw new Refusal(openAISays(400, 'you must provide a model parameter'))
    }
    return name ? found(endpoint, name, unknownDeployment) : anyDeployment(endpoint)
  },
  plainStatus: plainFoundryStatus,
}

function dressAsFoundry(answer: Answer, request: RecordedRequest): Answer {
  const id = crypto.randomUUID()
  const deployment: Record<string, string> = request.deployment
    ? { 'x-ms-deployment-name': toHeaderValue(request.deployment) }
    : {}
  const headers = { 'apim-request-id': id, 'x-request-id': id, 'x-ms-region': 'Emulated', ...deployment }
  return { ...answer, headers: { ...answer.headers, ...headers } }
}

function admitCaller(request: RecordedRequest, endpoint: Endpoint): void {
  const { auth } = endpoint
  if (auth.mode !== 'none') {
    const key = request.headers['api-key'] ?? bearerToken(request.headers['authorization']) ?? ''
    if (key === '' || judgeCredential(auth, key) !== 'accepted') throw new Refusal(unauthorized)
  }
  if (!endpoint.countRequest() || endpoint.overloaded) throw new Refusal(rateLimited(undefined))
}

function namedModel({ body }: RecordedRequest): string | undefined {
  return (isObject(body) ? asString(body['model']) : undefined) || undefined
}

function found(endpoint: Endpoint, name: string, otherwise: Answer): Deployment {
  const deployment = endpoint.deployment(name)
  if (!deployment) throw new Refusal(otherwise)
  return deployment
}

function anyDeployment(endpoint: Endpoint): Deployment {
  return found(endpoint, endpoint.deploymentByTraffic()?.name ?? '', unknownDeployment)
}

function plainFoundryStatus(status: number, retryAfter: number | string | undefined): Answer {
  if (status === 401) return unauthorized
  if (status === 404) return jsonAnswer(404, { error: { code: '404', message: 'Resource not found' } })
  return serverlessFront.plainStatus(status, retryAfter)
}

function meshError(code: string, message: string): Answer {
  return jsonAnswer(400, { error: { code, message, details: message } })
}

const noModel =
  'No model specified in request. Please provide a model name in the request body or as a x-ms-model-mesh-model-name header.'

const unauthorized = jsonAnswer(401, {
  statusCode: 401,
  message:
    'Unauthorized. Access token is missing, invalid, audience is incorrect (https://cognitiveservices.azure.com), or have expired.',
})

const unknownDeployment = jsonAnswer(404, {
  error: { code: 'DeploymentNotFound', message: 'The API deployment for this resource does not exist.' },
})
