import { type Answer, Refusal, isStepped, textAnswer } from '../http/response.ts'
import { bearerToken, judgeCredential } from './authorization.ts'
import type { Deployment, Endpoint } from './endpoint.ts'
import type { Front } from './gateway.ts'
import type { RecordedRequest } from '../http/recorded-request.ts'

/** The two lines that the edge of a managed endpoint puts behind what went wrong. */
const helpTail: string =
  '\nPlease check this guide to understand why this error code might have been returned \n' +
  'https://docs.microsoft.com/en-us/azure/machine-learning/how-to-troubleshoot-online-endpoints#http-status-codes\n'

/** The edge of a managed online endpoint: key or token, deployment, limits, and 424 for whatever the container says but 200. */
export const managedFront: Front = {
  admit: (request, endpoint) => {
    checkToken(request, endpoint)
    if (!endpoint.countRequest()) throw new Refusal(withId(textAnswer(429, ''), request))
    const deployment = findDeployment(request, endpoint)
    if (deployment.options.state === 'not-ready') throw new Refusal(withId(notReady, request))
    if (endpoint.overloaded) throw new Refusal(withId(tooManyPending, request))
    return deployment
  },
  dress: (answer, request, modelMs) => {
    const timed = withId(
      { ...answer, headers: { ...answer.headers, 'ms-azureml-model-time': String(modelMs) } },
      request,
    )
    if (answer.status === 200) return timed
    const headers = {
      ...timed.headers,
      'ms-azureml-model-error-reason': 'model_error',
      'ms-azureml-model-error-statuscode': String(answer.status),
    }
    return {
      ...timed,
      status: 424,
      headers,
      body: isStepped(answer.body) ? answer.body : `${String(answer.body)}${helpTail}`,
    }
  },
  timeout: (request) => withId(textAnswer(408, `upstream request timeout${helpTail}`), request),
  plainStatus: (status) => {
    if (status === 424) return notReady
    return textAnswer(status, edgeTexts[status] ?? '')
  },
}

/** Finds the deployment that a header names, or that the traffic rules choose. */
export function findDeployment(request: RecordedRequest, endpoint: Endpoint): Deployment {
  const name = request.headers['azureml-model-deployment']
  const found = name ? endpoint.deployment(name) : endpoint.deploymentByTraffic()
  if (found) return found
  const what = name ? 'Specified deployment could not be found' : 'Specified traffic group could not be found'
  throw new Refusal(withId(textAnswer(404, `${what}${helpTail}`), request))
}

function checkToken(request: RecordedRequest, { auth }: Endpoint): void {
  const { mode = 'key' } = auth
  if (mode === 'none') return
  const words = mode === 'key' ? 'key_auth' : mode === 'aml_token' ? 'token_auth' : 'aad_auth'
  const token = bearerToken(request.headers['authorization'])
  if (token === undefined) throw new Refusal(withId(textAnswer(401, `${words}_bad_header_forbidden`), request))
  const admission = judgeCredential(auth, token, mode === 'aad_token' ? 'https://ml.azure.com' : undefined)
  if (admission === 'denied') throw new Refusal(withId(textAnswer(401, `${words}_access_denied`), request))
  if (admission === 'expired') throw new Refusal(withId(textAnswer(401, `${words}_token_expired`), request))
}

function withId(answer: Answer, request: RecordedRequest): Answer {
  const clientId = request.headers['x-ms-client-request-id']
  const echoed: Record<string, string> = clientId ? { 'x-ms-client-request-id': clientId } : {}
  return { ...answer, headers: { ...answer.headers, 'x-request-id': crypto.randomUUID(), ...echoed } }
}

const notReady = textAnswer(424, 'no healthy upstream', { 'ms-azureml-model-error-reason': 'model_not_ready' })
const tooManyPending = textAnswer(429, helpTail, { 'ms-azureml-model-error-reason': 'too_many_pending_request' })

const edgeTexts: Readonly<Record<number, string>> = {
  401: 'key_auth_access_denied',
  404: `Specified deployment could not be found${helpTail}`,
  408: `upstream request timeout${helpTail}`,
}
