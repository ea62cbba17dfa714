import type { Explain } from '../failures/failure.ts'
import type { Front } from '../gateways/gateway.ts'
import { jsonAnswer } from '../http/response.ts'
import type { Exchange, Route } from '../routes/exchange.ts'

/** The routes of an image, and what answers where there is no route. */
export interface ImageRoutes {
  readonly routes: readonly Route[]
  readonly elsewhere: Speaker
}

/** Who stands in front of a server, and who words its failures. */
export interface Speaker {
  readonly front: Front
  readonly explain: Explain
}

/** Makes a route that takes a body. */
export function post(path: string, speaker: Speaker, answer: Route['answer'], gives: Route['gives'] = 'chat'): Route {
  return { method: 'POST', path, ...speaker, answer, gives }
}

/** Makes a route that answers with a fixed JSON value, or one read off the deployment. */
export function get(path: string, speaker: Speaker, value: (exchange: Exchange) => unknown): Route {
  return {
    method: 'GET',
    path,
    ...speaker,
    gives: 'nothing',
    answer: async (exchange) => jsonAnswer(200, value(exchange)),
  }
}

/** What `/info` says. */
export function modelInfo({ deployment }: Exchange): unknown {
  const { model = 'azureml-emulator' } = deployment.model
  return { model_name: model, model_type: 'chat-completion', model_provider_name: 'endpoint-emulator' }
}

/** What `/v1/models` lists. */
export function modelList({ deployment }: Exchange): unknown {
  const { model = 'azureml-emulator' } = deployment.model
  return { object: 'list', data: [{ id: model, object: 'model', created: 0, owned_by: 'endpoint-emulator' }] }
}
