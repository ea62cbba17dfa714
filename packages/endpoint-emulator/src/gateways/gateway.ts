import type { Answer } from '../http/response.ts'
import type { Deployment, Endpoint } from './endpoint.ts'
import type { RecordedRequest } from '../http/recorded-request.ts'

/** What stands between the caller and the servers that answer: checks who calls, finds the deployment, dresses answers. */
export interface Front {
  /** Finds the deployment that answers, or throws a `Refusal`. */
  admit(request: RecordedRequest, endpoint: Endpoint): Deployment
  /** Makes of a server's answer what the caller gets. */
  dress(answer: Answer, request: RecordedRequest, modelMs: number): Answer
  /** What a caller gets when the answer takes too long; absent where nobody watches the clock. */
  timeout?(request: RecordedRequest): Answer
  /** What this front says by itself with a status, for faults that name only that. */
  plainStatus(status: number, retryAfter: number | string | undefined): Answer
}
