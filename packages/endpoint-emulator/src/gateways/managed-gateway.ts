import { type EmulatorResponse, ErrorResponse, isStepped, textResponse } from '../http/response.ts'
import { bearerToken, checkCredential } from './authorization.ts'
import type { Deployment, Endpoint } from './endpoint.ts'
import type { Gateway } from './gateway.ts'
import type { RecordedRequest } from '../http/recorded-request.ts'

/** The two lines that a managed endpoint appends to its error messages. */
const helpLines: string =
  '\nPlease check this guide to understand why this error code might have been returned \n' +
  'https://docs.microsoft.com/en-us/azure/machine-learning/how-to-troubleshoot-online-endpoints#http-status-codes\n'

/** The gateway of a managed online endpoint: key or token, deployment, limits, and 424 for every container status but 200. */
export const managedGateway: Gateway = {
  admit: (request, endpoint) => {
    checkToken(request, endpoint)
    if (!endpoint.countRequest()) throw new ErrorResponse(withRequestIds(textResponse(429, ''), request))
    const deployment = findDeployment(request, endpoint)
    if (deployment.options.state === 'not-ready') throw new ErrorResponse(withRequestIds(notReady, request))
    if (endpoint.overloaded) throw new ErrorResponse(withRequestIds(tooManyPending, request))
    return deployment
  },
  decorate: (made, request, modelMs) => {
    const response = withoutHopHeaders(made)
    const timed = withRequestIds(
      { ...response, headers: { ...response.headers, 'ms-azureml-model-time': String(modelMs) } },
      request,
    )
    if (response.status === 200) return timed
    const headers = {
      ...timed.headers,
      'ms-azureml-model-error-reason': 'model_error',
      'ms-azureml-model-error-statuscode': String(response.status),
    }
    return {
      ...timed,
      status: 424,
      headers,
      body: isStepped(response.body) ? response.body : `${String(response.body)}${helpLines}`,
    }
  },
  timeout: (request) => withRequestIds(textResponse(408, `upstream request timeout${helpLines}`), request),
  statusOnly: (status) => {
    if (status === 424) return notReady
    return textResponse(status, edgeTexts[status] ?? '')
  },
}

/** No edge: the container of a managed endpoint answers by itself. */
export const noGateway: Gateway = {
  admit: findDeployment,
  decorate: (response) => response,
  statusOnly: (status) => textResponse(status, ''),
}

/** Removes what concerns only the connection between the edge and the container; a closed one is a failure of the container. */
function withoutHopHeaders({ dropped, ...response }: EmulatorResponse): EmulatorResponse {
  const { connection: _connection, server: _server, ...headers } = response.headers
  return { ...response, headers, ...(dropped === 'reset' ? { dropped } : {}) }
}

/** Finds the deployment that the header names, or chooses one by the traffic rules. */
export function findDeployment(request: RecordedRequest, endpoint: Endpoint): Deployment {
  const name = request.headers['azureml-model-deployment']
  const found = name ? endpoint.deployment(name) : endpoint.deploymentByTraffic()
  if (found) return found
  const what = name ? 'Specified deployment could not be found' : 'Specified traffic group could not be found'
  throw new ErrorResponse(withRequestIds(textResponse(404, `${what}${helpLines}`), request))
}

function checkToken(request: RecordedRequest, { auth }: Endpoint): void {
  const { mode = 'key' } = auth
  if (mode === 'none') return
  const words = mode === 'key' ? 'key_auth' : mode === 'aml_token' ? 'token_auth' : 'aad_auth'
  const token = bearerToken(request.headers['authorization'])
  if (token === undefined)
    throw new ErrorResponse(withRequestIds(textResponse(401, `${words}_bad_header_forbidden`), request))
  const credentialStatus = checkCredential(auth, token, mode === 'aad_token' ? 'https://ml.azure.com' : undefined)
  if (credentialStatus === 'denied')
    throw new ErrorResponse(withRequestIds(textResponse(401, `${words}_access_denied`), request))
  if (credentialStatus === 'expired')
    throw new ErrorResponse(withRequestIds(textResponse(401, `${words}_token_expired`), request))
}

function withRequestIds(response: EmulatorResponse, request: RecordedRequest): EmulatorResponse {
  const clientId = request.headers['x-ms-client-request-id']
  const echoed: Record<string, string> = clientId ? { 'x-ms-client-request-id': clientId } : {}
  return { ...response, headers: { ...response.headers, 'x-request-id': crypto.randomUUID(), ...echoed } }
}

const notReady = textResponse(424, 'no healthy upstream', { 'ms-azureml-model-error-reason': 'model_not_ready' })
const tooManyPending = textResponse(429, helpLines, { 'ms-azureml-model-error-reason': 'too_many_pending_request' })

const edgeTexts: Readonly<Record<number, string>> = {
  401: 'key_auth_access_denied',
  404: `Specified deployment could not be found${helpLines}`,
  408: `upstream request timeout${helpLines}`,
}
