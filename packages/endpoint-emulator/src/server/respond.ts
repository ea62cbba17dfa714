import { type EmulatorResponse, ErrorResponse, ServerResponse, jsonResponse, textResponse } from '../http/response.ts'
import { Deployment, type Endpoint } from '../gateways/endpoint.ts'
import type { Exchange, Route } from '../routes/exchange.ts'
import { type Failure, ModelFailure } from '../failures/failure.ts'
import { applyFault } from '../script/apply-fault.ts'
import type { Fault } from '../script/fault.ts'
import type { Gateway } from '../gateways/gateway.ts'
import { noGateway } from '../gateways/managed-gateway.ts'
import type { Backend } from '../images/image-routes.ts'
import type { RecordedRequest } from '../http/recorded-request.ts'
import type { ScriptedReply } from '../script/reply.ts'
import { rawResponse, takeReply } from './scripted-replies.ts'

/** A request, with the endpoint and the route that it was sent to. */
export interface IncomingRequest {
  readonly request: RecordedRequest
  /** The body as it was sent. */
  readonly bytes: Uint8Array
  readonly endpoint: Endpoint
  readonly route: Route | undefined
  /** The backend that responds where there is no route. */
  readonly fallback: Backend
  /** A failure found before routing: the body is too large, or the method is not allowed. */
  readonly earlyFailure: Failure | undefined
  /** The fault that the request's own header asks for. */
  readonly requestedFault: Fault | undefined
  readonly number: number
  readonly signal: AbortSignal
}

/** Produces the response to a request, with its faults applied. */
export async function respond(incoming: IncomingRequest): Promise<EmulatorResponse> {
  try {
    return await respondWithFault(incoming, incoming.requestedFault ?? incoming.endpoint.takeFault(incoming.request))
  } catch (error) {
    if (error instanceof ErrorResponse) return error.response
    throw error
  }
}

async function respondWithFault(incoming: IncomingRequest, fault: Fault | undefined): Promise<EmulatorResponse> {
  const { request } = incoming
  const { response, deployment, reply } = await find(incoming, fault)
  const faulty = [reply?.fault, fault].reduce((made, one) => (one ? applyFault(made, one) : made), response)
  const gateway = gatewayOf(incoming)
  const limit = deployment?.model.requestTimeoutMs ?? 180_000
  if (gateway.timeout && (faulty.delayMs ?? 0) > limit) return { ...gateway.timeout(request), delayMs: limit }
  return faulty
}

interface Found {
  readonly response: EmulatorResponse
  readonly deployment?: Deployment
  readonly reply?: ScriptedReply | undefined
}

async function find(incoming: IncomingRequest, fault: Fault | undefined): Promise<Found> {
  const { request, route } = incoming
  const { formatFailure, complete } = route ?? incoming.fallback
  const gateway = gatewayOf(incoming)
  const started = Date.now()
  const decorate = (response: EmulatorResponse): EmulatorResponse =>
    gateway.decorate(complete?.(response, request) ?? response, request, Date.now() - started)
  if (fault?.status !== undefined) return { response: statusResponse(gateway, fault, fault.status) }
  try {
    const deployment = await admit(incoming, gateway)
    if (!(deployment instanceof Deployment)) return deployment
    request.deployment = deployment.name
    route?.check?.(incoming)
    const reply = await takeReply(incoming, deployment)
    if (reply?.raw) return { response: rawResponse(reply.raw), deployment, reply }
    const made = await callRoute(incoming, deployment, withModelStatus(reply, fault))
    return { response: made.timedOut ? made.response : decorate(made.response), deployment, reply }
  } catch (error) {
    if (error instanceof ErrorResponse) return { response: error.response }
    if (error instanceof ServerResponse) return { response: decorate(error.response) }
    const failure: Failure =
      error instanceof ModelFailure ? error.failure : { kind: 'model', status: 500, message: internal(error) }
    return { response: decorate(formatFailure(failure)) }
  }
}

/** Authenticates and chooses the deployment. A raw reply needs no deployment, only a valid key. */
async function admit(incoming: IncomingRequest, gateway: Gateway): Promise<Deployment | Found> {
  const { request, endpoint, earlyFailure } = incoming
  try {
    return gateway.admit(request, endpoint)
  } catch (error) {
    if (!(error instanceof ErrorResponse) || error.response.status === 401) throw error
    const reply = await endpoint.replies.take(request, ({ raw }) => raw !== undefined)
    if (reply?.raw) return { response: rawResponse(reply.raw), reply }
    // A body that is too large was not read: the deployment that it names is unknown, not missing.
    const unread = earlyFailure?.kind === 'too-large' && gateway.readsBody && error.response.status !== 429
    throw unread ? new ModelFailure(earlyFailure) : error
  }
}

/** Calls the route, with the gateway's timeout. */
async function callRoute(
  incoming: IncomingRequest,
  deployment: Deployment,
  reply: ScriptedReply | undefined,
): Promise<{ response: EmulatorResponse; timedOut?: boolean }> {
  const { request, bytes, endpoint, route, number } = incoming
  if (incoming.earlyFailure) throw new ModelFailure(incoming.earlyFailure)
  if (!route) throw new ModelFailure({ kind: 'not-found' })
  const stop = new AbortController()
  const signal = AbortSignal.any([incoming.signal, stop.signal])
  const exchange: Exchange = { request, bytes, endpoint, deployment, route, reply, number, signal }
  const pending = route.handle(exchange).then((response) => ({ response }))
  const { timeout } = gatewayOf(incoming)
  if (!timeout) return pending
  const limit = deployment.model.requestTimeoutMs ?? 180_000
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<{ response: EmulatorResponse; timedOut: boolean }>((resolve) => {
    timer = setTimeout(() => resolve({ response: timeout(request), timedOut: true }), limit)
  })
  try {
    const first = await Promise.race([pending, late])
    if ('timedOut' in first) stop.abort()
    return first
  } finally {
    clearTimeout(timer)
    pending.catch(() => undefined)
  }
}

function gatewayOf({ endpoint, route, fallback }: IncomingRequest): Gateway {
  return endpoint.options.edge === false ? noGateway : (route ?? fallback).gateway
}

function withModelStatus(reply: ScriptedReply | undefined, fault: Fault | undefined): ScriptedReply | undefined {
  if (fault?.modelStatus === undefined) return reply
  return { ...reply, error: { status: fault.modelStatus, body: fault.body } }
}

function statusResponse(gateway: Gateway, { body, retryAfter }: Fault, status: number): EmulatorResponse {
  const plain = gateway.statusOnly(status, retryAfter)
  if (body === undefined) return plain
  return typeof body === 'string' ? textResponse(status, body, plain.headers) : jsonResponse(status, body)
}

function internal(error: unknown): string {
  return `The emulator failed unexpectedly: ${error instanceof Error ? error.message : String(error)}`
}
