import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Context, Hono } from 'hono'
import { ControlPlane } from '../control-plane/control-plane.ts'
import { type EmulatorResponse, jsonResponse } from '../http/response.ts'
import { respond } from './respond.ts'
import { parseFaultHeader, recordRequest } from './record-request.ts'
import { sendToFetch } from '../http/send-to-fetch.ts'
import { sendToSocket } from '../http/send-to-socket.ts'
import type { EndpointRegistry, RegisteredEndpoint } from './endpoint-registry.ts'
import type { Route } from '../routes/exchange.ts'
import type { Failure } from '../failures/failure.ts'
import type { EndpointEmulatorOptions } from '../options/options.ts'
import { readBody } from '../http/read-request-body.ts'
import type { RecordedRequest } from '../http/recorded-request.ts'
import type { RequestHistory } from './request-history.ts'

/** Node's request and response objects; absent when the app is called as `fetch`. */
export type EmulatorBindings = Partial<HttpBindings>

/** Makes the HTTP application for the endpoints; it records requests in the history. */
export function createEmulatorApp(
  registry: EndpointRegistry,
  options: EndpointEmulatorOptions,
  history: RequestHistory,
): Hono<{ Bindings: EmulatorBindings }> {
  const app = new Hono<{ Bindings: EmulatorBindings }>({ getPath: (request) => internalPath(registry, request) })
  const counter = { count: 0 }
  const endpoints = registry.all.map(({ endpoint }) => endpoint)
  const controlPlane = options.workspace && new ControlPlane(options.workspace, endpoints)
  const handle = (registered: RegisteredEndpoint, route: Route | undefined) => async (context: EmulatorContext) => {
    counter.count += 1
    const handling = { context, registered, route, options, history, controlPlane, number: counter.count }
    return serve(handling).catch(handleFailure(context))
  }
  for (const registered of registry.all) {
    for (const route of registered.image.routes) {
      app.on(route.method, `/${registered.key}${route.path}`, handle(registered, route))
    }
    app.all(`/${registered.key}/*`, handle(registered, undefined))
  }
  app.onError((error) => {
    throw error
  })
  return app
}

type EmulatorContext = Context<{ Bindings: EmulatorBindings }>

interface RequestContext {
  readonly context: EmulatorContext
  readonly registered: RegisteredEndpoint
  readonly route: Route | undefined
  readonly options: EndpointEmulatorOptions
  readonly history: RequestHistory
  readonly controlPlane: ControlPlane | undefined
  readonly number: number
}

async function serve(handling: RequestContext): Promise<Response> {
  const { context, registered, options, history } = handling
  const { incoming, outgoing } = context.env ?? {}
  const request = context.req.raw
  const started = performance.now()
  const limit = options.maxRequestBytes ?? 16 * 1024 * 1024
  const bytes = await readBody(incoming ?? request, limit)
  const recorded = recordRequest(
    request,
    context.req.path.slice(registered.key.length + 1),
    Buffer.from(bytes ?? []).toString(),
    registered.endpoint.name,
  )
  history.add(recorded)
  const signal = outgoing ? disconnectSignal(outgoing) : request.signal
  registered.endpoint.inFlight += 1
  const finish = (): void => {
    registered.endpoint.inFlight -= 1
    options.onAnswer?.(recorded, performance.now() - started)
  }
  const response = await findResponse(handling, recorded, bytes ?? { kind: 'too-large', limit }, signal)
  recorded.status = response.dropped ? 0 : response.status
  if (!outgoing) return sendToFetch(response, signal).finally(finish)
  if (outgoing.closed) finish()
  else outgoing.once('close', finish)
  await sendToSocket(response, outgoing, signal)
  return RESPONSE_ALREADY_SENT
}

/** Responds with 500 over a socket, unless the client has disconnected; without a socket, rethrows. */
function handleFailure({ env }: EmulatorContext): (error: unknown) => Response {
  return (error) => {
    if (!env?.outgoing) throw error
    if (!env.outgoing.headersSent && !env.outgoing.destroyed) env.outgoing.writeHead(500).end()
    return RESPONSE_ALREADY_SENT
  }
}

async function findResponse(
  handling: RequestContext,
  request: RecordedRequest,
  body: Uint8Array | Failure,
  signal: AbortSignal,
): Promise<EmulatorResponse> {
  const { registered, route, number, controlPlane } = handling
  const { endpoint, image } = registered
  const requestedFault = parseFaultHeader(request)
  if (typeof requestedFault === 'string')
    return jsonResponse(400, { error: { code: 'bad_fault_header', message: requestedFault } })
  if (controlPlane !== undefined && isControlPlanePath(request.path)) {
    return controlPlane.respond(request, new URL(handling.context.req.url).origin, requestedFault)
  }
  const otherMethod = !route && image.routes.some(({ path }) => path === request.path)
  const bytes = body instanceof Uint8Array ? body : new Uint8Array()
  const tooLarge = body instanceof Uint8Array ? undefined : body
  const earlyFailure = tooLarge ?? (otherMethod ? { kind: 'method-not-allowed' as const } : undefined)
  const { fallback } = image
  return respond({ request, bytes, endpoint, route, fallback, earlyFailure, requestedFault, number, signal })
}

function isControlPlanePath(path: string): boolean {
  return /^\/subscriptions(?:\/|$)/i.test(path)
}

function internalPath(registry: EndpointRegistry, request: Request): string {
  const url = new URL(request.url)
  const { key, path } = registry.locate(url, request.headers.get('host') ?? url.host)
  return `/${key}${path}`
}

function disconnectSignal(outgoing: NonNullable<EmulatorBindings['outgoing']>): AbortSignal {
  const controller = new AbortController()
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) controller.abort()
  })
  return controller.signal
}
