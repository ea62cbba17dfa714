import { type Answer, type BodyStep, Refusal, jsonAnswer, textAnswer } from '../http/response.ts'
import { Deployment, type Endpoint } from '../gateways/endpoint.ts'
import type { Exchange, Route } from '../routes/exchange.ts'
import { type Explain, type Failure, ModelFailure } from '../failures/failure.ts'
import { applyFault } from '../script/apply-fault.ts'
import type { Fault } from '../script/fault.ts'
import type { Front } from '../gateways/gateway.ts'
import type { RecordedRequest } from '../http/recorded-request.ts'
import type { RawReply, ScriptedReply } from '../script/reply.ts'

/** A request that has arrived, and where. */
export interface Arrival {
  readonly request: RecordedRequest
  readonly endpoint: Endpoint
  readonly route: Route | undefined
  /** Who answers where there is no route. */
  readonly elsewhere: { readonly front: Front; readonly explain: Explain }
  /** What is wrong before anything is read: the body too large, the route unknown. */
  readonly obstacle: Failure | undefined
  /** A fault that the request asks for itself. */
  readonly askedFault: Fault | undefined
  readonly number: number
  readonly signal: AbortSignal
}

/** Finds the answer to a request, with what befalls it on its way. */
export async function answerRequest(arrival: Arrival): Promise<Answer> {
  const { request, endpoint } = arrival
  const fault = arrival.askedFault ?? endpoint.takeFault(request)
  const { answer, deployment, reply } = await find(arrival, fault)
  const faulty = [reply?.fault, fault].reduce((made, one) => (one ? applyFault(made, one) : made), answer)
  const front = arrival.route?.front ?? arrival.elsewhere.front
  const limit = deployment?.model.requestTimeoutMs ?? 180_000
  if (front.timeout && (faulty.delayMs ?? 0) > limit) return { ...front.timeout(request), delayMs: limit }
  return faulty
}

interface Found {
  readonly answer: Answer
  readonly deployment?: Deployment
  readonly reply?: ScriptedReply | undefined
}

async function find(arrival: Arrival, fault: Fault | undefined): Promise<Found> {
  const { request, endpoint, route } = arrival
  const { front, explain } = route ?? arrival.elsewhere
  const started = Date.now()
  const dress = (answer: Answer): Answer => front.dress(answer, request, Date.now() - started)
  if (fault?.status !== undefined) return { answer: statusAnswer(front, fault, fault.status) }
  try {
    const deployment = await admit(arrival, front)
    if (!(deployment instanceof Deployment)) return deployment
    request.deployment = deployment.name
    const suits = (reply: ScriptedReply): boolean => suitsRoute(reply, route)
    const reply = (await deployment.replies.take(request, suits)) ?? (await endpoint.replies.take(request, suits))
    if (reply?.raw) return { answer: rawAnswer(reply.raw), deployment, reply }
    const made = await settle(arrival, deployment, withModelStatus(reply, fault))
    return { answer: made.whole ? made.answer : dress(made.answer), deployment, reply }
  } catch (error) {
    if (error instanceof Refusal) return { answer: error.answer }
    const failure: Failure =
      error instanceof ModelFailure ? error.failure : { kind: 'model', status: 500, message: internal(error) }
    return { answer: dress(explain(failure)) }
  }
}

/** Finds the deployment; a raw reply needs none, only a caller with the right key. */
async function admit({ request, endpoint }: Arrival, front: Front): Promise<Deployment | Found> {
  try {
    return front.admit(request, endpoint)
  } catch (error) {
    if (!(error instanceof Refusal) || error.answer.status === 401) throw error
    const reply = await endpoint.replies.take(request, ({ raw }) => raw !== undefined)
    if (!reply?.raw) throw error
    return { answer: rawAnswer(reply.raw), reply }
  }
}

/** Lets the route answer, unless something stands in the way or it takes too long. */
async function settle(
  arrival: Arrival,
  deployment: Deployment,
  reply: ScriptedReply | undefined,
): Promise<{ answer: Answer; whole?: boolean }> {
  const { request, endpoint, route, number } = arrival
  if (arrival.obstacle) throw new ModelFailure(arrival.obstacle)
  if (!route) throw new ModelFailure({ kind: 'not-found' })
  const stop = new AbortController()
  const signal = AbortSignal.any([arrival.signal, stop.signal])
  const exchange: Exchange = { request, endpoint, deployment, route, reply, number, signal }
  const answered = route.answer(exchange).then((answer) => ({ answer }))
  const { timeout } = route.front
  if (!timeout) return answered
  const limit = deployment.model.requestTimeoutMs ?? 180_000
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<{ answer: Answer; whole: boolean }>((resolve) => {
    timer = setTimeout(() => resolve({ answer: timeout(request), whole: true }), limit)
  })
  try {
    const first = await Promise.race([answered, late])
    if ('whole' in first) stop.abort()
    return first
  } finally {
    clearTimeout(timer)
    answered.catch(() => undefined)
  }
}

function suitsRoute(reply: ScriptedReply, route: Route | undefined): boolean {
  if (reply.raw) return true
  if (!route || route.gives === 'nothing') return false
  return reply.error !== undefined || (reply.embedding !== undefined) === (route.gives === 'embedding')
}

function withModelStatus(reply: ScriptedReply | undefined, fault: Fault | undefined): ScriptedReply | undefined {
  if (fault?.modelStatus === undefined) return reply
  return { ...reply, error: { status: fault.modelStatus, body: fault.body } }
}

function statusAnswer(front: Front, { body, retryAfter }: Fault, status: number): Answer {
  const plain = front.plainStatus(status, retryAfter)
  if (body === undefined) return plain
  return typeof body === 'string' ? textAnswer(status, body, plain.headers) : jsonAnswer(status, body)
}

function rawAnswer({ status = 200, headers = {}, body = '' }: RawReply): Answer {
  if (typeof body === 'string' || body instanceof Uint8Array) return { status, headers, body }
  if ('json' in body) return jsonAnswer(status, body.json, headers)
  return { status, headers, body: body.flatMap(separateWrites) }
}

/** Lets each piece of a raw body leave in a write of its own. */
function separateWrites(step: BodyStep, index: number): BodyStep[] {
  const bytes = typeof step === 'string' || step instanceof Uint8Array
  return bytes && index > 0 ? [{ delayMs: 0 }, step] : [step]
}

function internal(error: unknown): string {
  return `The emulator failed where it should not: ${error instanceof Error ? error.message : String(error)}`
}
