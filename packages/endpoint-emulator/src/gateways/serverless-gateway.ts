import { type Answer, Refusal, jsonAnswer } from '../http/response.ts'
import { bearerToken, judgeCredential } from './authorization.ts'
import type { Endpoint } from './endpoint.ts'
import type { Front } from './gateway.ts'
import { findDeployment } from './managed-gateway.ts'
import type { RecordedRequest } from '../http/recorded-request.ts'

/** The front door of a serverless endpoint: the key as Bearer, nothing hidden behind 424. */
export const serverlessFront: Front = {
  admit: (request, endpoint) => {
    checkKey(request, endpoint)
    if (!endpoint.countRequest() || endpoint.overloaded) throw new Refusal(rateLimited(undefined))
    return findDeployment(request, endpoint)
  },
  dress: (answer) => {
    const headers = { 'x-request-id': crypto.randomUUID(), 'azureml-model-group': 'offer-endpoint-emulator-paygo' }
    return { ...answer, headers: { ...answer.headers, ...headers } }
  },
  plainStatus: (status, retryAfter) => {
    if (status === 401) return jsonAnswer(401, { status: 'Invalid auth token' })
    if (status === 404) return jsonAnswer(404, { detail: 'Not Found' })
    if (status === 429) return rateLimited(retryAfter)
    return jsonAnswer(status, {
      error: { code: String(status), message: statusTexts[status] ?? 'The request failed.', status },
    })
  },
}

/** What Azure's front doors say to one request too many. */
export function rateLimited(retryAfter: number | string | undefined): Answer {
  const wait = typeof retryAfter === 'number' ? retryAfter : 2
  const message = `Rate limit is exceeded. Try again in ${wait} seconds.`
  return jsonAnswer(429, { error: { code: '429', message } }, { 'x-ratelimit-remaining-requests': '0' })
}

function checkKey(request: RecordedRequest, { auth }: Endpoint): void {
  if (auth.mode === 'none') return
  const token = bearerToken(request.headers['authorization'])
  if (token === undefined) {
    // Azure is known to answer a key in `api-key` alone with 400; how it answers no key at all is not recorded.
    const status = request.headers['api-key'] ? 400 : 401
    throw new Refusal(jsonAnswer(status, { status: 'Auth token must be passed as a header called Authorization' }))
  }
  if (judgeCredential(auth, token) !== 'accepted') throw new Refusal(jsonAnswer(401, { status: 'Invalid auth token' }))
}

const statusTexts: Readonly<Record<number, string>> = {
  400: 'The request was not understood.',
  408: 'The operation was timeout.',
  500: 'The server had an error while processing the request.',
  502: 'Bad gateway.',
  503: 'The service is temporarily unable to process the request.',
  504: 'The gateway did not get an answer in time.',
}
