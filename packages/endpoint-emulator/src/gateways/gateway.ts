import type { EmulatorResponse } from '../http/response.ts'
import type { Deployment, Endpoint } from './endpoint.ts'
import type { RecordedRequest } from '../http/recorded-request.ts'

/** The layer between the caller and the model server: authenticates, chooses the deployment, and adds headers to responses. */
export interface Gateway {
  /** Authenticates the caller and chooses the deployment, or throws an `ErrorResponse`. */
  admit(request: RecordedRequest, endpoint: Endpoint): Deployment
  /** Whether the body names the deployment, so that none is found for a body that was not read. */
  readonly readsBody?: boolean | undefined
  /** Turns the model server's response into the one that the caller gets. */
  decorate(response: EmulatorResponse, request: RecordedRequest, modelMs: number): EmulatorResponse
  /** The response for a request that takes too long; absent if the gateway has no timeout. */
  timeout?(request: RecordedRequest): EmulatorResponse
  /** The gateway's own response for a status, for faults that set only a status. */
  statusOnly(status: number, retryAfter: number | string | undefined): EmulatorResponse
}
