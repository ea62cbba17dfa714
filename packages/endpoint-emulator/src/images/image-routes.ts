import type { FormatFailure } from '../failures/failure.ts'
import type { Gateway } from '../gateways/gateway.ts'
import { type EmulatorResponse, jsonResponse } from '../http/response.ts'
import type { RecordedRequest } from '../http/recorded-request.ts'
import type { Exchange, Route } from '../routes/exchange.ts'

/** The routes of an image, and the backend that responds where there is no route. */
export interface ImageRoutes {
  readonly routes: readonly Route[]
  readonly fallback: Backend
}

/** The gateway in front of a model server, and how that server formats its failures. */
export interface Backend {
  readonly gateway: Gateway
  readonly formatFailure: FormatFailure
  /** Whether replies stand for a script, which is called by its own routes only. */
  readonly scripted?: boolean | undefined
  /** Adds the headers that the model server itself adds to every response. @default none */
  readonly complete?: ((response: EmulatorResponse, request: RecordedRequest) => EmulatorResponse) | undefined
}

/** Makes a route that accepts a body. */
export function post(
  path: string,
  backend: Backend,
  handle: Route['handle'],
  produces: Route['produces'] = 'chat',
): Route {
  return { method: 'POST', path, ...backend, handle, produces }
}

/** Makes a route that returns a JSON value. */
export function get(path: string, backend: Backend, value: (exchange: Exchange) => unknown): Route {
  return {
    method: 'GET',
    path,
    ...backend,
    produces: 'nothing',
    handle: async (exchange) => jsonResponse(200, value(exchange)),
  }
}

/** The body of `/info`. */
export function modelInfo({ deployment }: Exchange): unknown {
  const { model = 'azureml-emulator' } = deployment.model
  return { model_name: model, model_type: 'chat-completion', model_provider_name: 'endpoint-emulator' }
}

/** The body of `/v1/models`. */
export function modelList({ deployment }: Exchange): unknown {
  const { model = 'azureml-emulator' } = deployment.model
  return { object: 'list', data: [{ id: model, object: 'model', created: 0, owned_by: 'endpoint-emulator' }] }
}
