import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Context, Hono } from 'hono'
import { type Answer, jsonAnswer } from '../http/response.ts'
import { answerRequest } from './answer-request.ts'
import { readFaultHeader, recordRequest } from './record-request.ts'
import { deliverToFetch } from '../http/send-to-fetch.ts'
import { deliverToSocket } from '../http/send-to-socket.ts'
import type { EndpointRegister, RegisteredEndpoint } from './endpoint-registry.ts'
import type { Route } from '../routes/exchange.ts'
import type { Failure } from '../failures/failure.ts'
import type { EndpointEmulatorOptions } from '../options/options.ts'
import { readBody } from '../http/read-request-body.ts'
import type { RecordedRequest } from '../http/recorded-request.ts'
import type { RequestHistory } from './request-history.ts'

/** What the server hands to a handler: the socket's two ends, or nothing when called as `fetch`. */
export type EmulatorBindings = Partial<HttpBindings>

/** Makes the HTTP application over the endpoints; requests are recorded into the history. */
export function createEmulatorApp(
  register: EndpointRegister,
  options: EndpointEmulatorOptions,
  history: RequestHistory,
): Hono<{ Bindings: EmulatorBindings }> {
  const app = new Hono<{ Bindings: EmulatorBindings }>({ getPath: (request) => innerPath(register, request) })
  const counter = { count: 0 }
  const handle = (registered: RegisteredEndpoint, route: Route | undefined) => async (context: EmulatorContext) => {
    counter.count += 1
    return serve({ context, registered, route, options, history, number: counter.count }).catch(rescue(context))
  }
  for (const registered of register.all) {
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

interface Serving {
  readonly context: EmulatorContext
  readonly registered: RegisteredEndpoint
  readonly route: Route | undefined
  readonly options: EndpointEmulatorOptions
  readonly history: RequestHistory
  readonly number: number
}

async function serve(serving: Serving): Promise<Response> {
  const { context, registered, options, history } = serving
  const { incoming, outgoing } = context.env ?? {}
  const request = context.req.raw
  const started = performance.now()
  const limit = options.maxRequestBytes ?? 16 * 1024 * 1024
  const text = await readBody(incoming ?? request, limit)
  const recorded = recordRequest(
    request,
    context.req.path.slice(registered.key.length + 1),
    text ?? '',
    registered.endpoint.name,
  )
  history.add(recorded)
  const signal = outgoing ? closingSignal(outgoing) : request.signal
  registered.endpoint.inFlight += 1
  const finish = (): void => {
    registered.endpoint.inFlight -= 1
    options.onAnswer?.(recorded, performance.now() - started)
  }
  const answer = await findAnswer(
    serving,
    recorded,
    text === undefined ? { kind: 'too-large', limit } : undefined,
    signal,
  )
  recorded.status = answer.dropped ? 0 : answer.status
  if (!outgoing) return deliverToFetch(answer, signal).finally(finish)
  if (outgoing.closed) finish()
  else outgoing.once('close', finish)
  const unread: Record<string, string> = text === undefined ? { connection: 'close' } : {}
  await deliverToSocket({ ...answer, headers: { ...answer.headers, ...unread } }, outgoing, signal)
  return RESPONSE_ALREADY_SENT
}

/** A caller that hung up gets nothing; without a socket a failure is the caller's to see. */
function rescue({ env }: EmulatorContext): (error: unknown) => Response {
  return (error) => {
    if (!env?.outgoing) throw error
    if (!env.outgoing.headersSent && !env.outgoing.destroyed) env.outgoing.writeHead(500).end()
    return RESPONSE_ALREADY_SENT
  }
}

async function findAnswer(
  serving: Serving,
  request: RecordedRequest,
  tooLarge: Failure | undefined,
  signal: AbortSignal,
): Promise<Answer> {
  const { registered, route, number } = serving
  const { endpoint, image } = registered
  const askedFault = readFaultHeader(request)
  if (typeof askedFault === 'string')
    return jsonAnswer(400, { error: { code: 'bad_fault_header', message: askedFault } })
  const otherMethod = !route && image.routes.some(({ path }) => path === request.path)
  const obstacle = tooLarge ?? (otherMethod ? { kind: 'method-not-allowed' as const } : undefined)
  return answerRequest({ request, endpoint, route, elsewhere: image.elsewhere, obstacle, askedFault, number, signal })
}

function innerPath(register: EndpointRegister, request: Request): string {
  const url = new URL(request.url)
  const { key, path } = register.locate(url, request.headers.get('host') ?? url.host)
  return `/${key}${path}`
}

function closingSignal(outgoing: NonNullable<EmulatorBindings['outgoing']>): AbortSignal {
  const controller = new AbortController()
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) controller.abort()
  })
  return controller.signal
}
