import { managedGateway } from '../gateways/managed-gateway.ts'
import type { EmulatorResponse } from '../http/response.ts'
import type { Exchange, Route } from '../routes/exchange.ts'
import { htmlType } from '../score-script/aml-response.ts'
import { formatAsScriptServer } from '../score-script/format-failure.ts'
import { addServerHeaders, checkIds } from '../score-script/request-ids.ts'
import { checkScriptCall, runScript } from '../score-script/run-script.ts'
import { swagger } from '../score-script/swagger.ts'
import type { Backend, ImageRoutes } from './image-routes.ts'

/** Where there is no route, the server knows no ids. */
const fallback: Backend = {
  gateway: managedGateway,
  formatFailure: formatAsScriptServer,
  complete: addWebServer,
  scripted: true,
}
const server: Backend = {
  ...fallback,
  complete: (response, request) =>
    response.belowServer ? response : addWebServer(addServerHeaders(response, request)),
}

/** Microsoft's `azureml-inference-server-http`, which runs a scoring script in custom-code deployments. */
export const scoreScriptImage: ImageRoutes = {
  routes: [
    ...(['GET', 'POST', 'OPTIONS'] as const).flatMap((method) => [
      scriptRoute(method, '/score'),
      // The web server joins slashes.
      scriptRoute(method, '//score'),
    ]),
    ...infoRoutes('/', () => ({ status: 200, headers: { 'content-type': htmlType }, body: 'Healthy' })),
    ...infoRoutes('/swagger.json', swagger),
  ],
  fallback,
}

function scriptRoute(method: Route['method'], path: string): Route {
  return { method, path, ...server, produces: 'script', check: checkScriptCall, handle: runScript }
}

function infoRoutes(path: string, respond: (exchange: Exchange) => EmulatorResponse): Route[] {
  const route = { path, ...server, produces: 'nothing', check: checkIds } as const
  const headers = { 'content-type': htmlType, allow: 'GET, HEAD, OPTIONS' }
  return [
    { ...route, method: 'GET', handle: async (exchange) => respond(exchange) },
    { ...route, method: 'OPTIONS', handle: async () => ({ status: 200, headers, body: '' }) },
  ]
}

/** Adds what the web server below adds to every response. */
function addWebServer(response: EmulatorResponse): EmulatorResponse {
  return { ...response, headers: { server: 'gunicorn', connection: 'close', ...response.headers } }
}
