import { setTimeout as pause } from 'node:timers/promises'
import { type EmulatorResponse, ServerResponse } from '../http/response.ts'
import { parsePythonJson } from '../json/python-json-parser.ts'
import { type Failure, ModelFailure } from '../failures/failure.ts'
import type { Exchange } from '../routes/exchange.ts'
import { scoreValue } from '../routes/score.ts'
import { amlResponse, internalError, returnedValue, scriptError, serverError } from './aml-response.ts'
import { checkIds } from './request-ids.ts'
import { exitResponse } from './script-exit.ts'
import { matchesSample, parseScriptInput } from './script-input.ts'

/** Handles `/score`: calls the script, and formats what it returns or raises. */
export async function runScript(exchange: Exchange): Promise<EmulatorResponse> {
  const { script = {} } = exchange.endpoint.options
  return callInTime(exchange, script.input === 'request' ? exchange.request.body : parseScriptInput(exchange, script))
}

/** Throws what the server responds without calling the script, so that no scripted reply is taken for it. */
export function checkScriptCall(exchange: Pick<Exchange, 'request' | 'bytes' | 'endpoint'>): void {
  checkIds(exchange)
  const { script = {} } = exchange.endpoint.options
  if (script.input === 'request') return
  if (exchange.request.method === 'OPTIONS') throw new ServerResponse(amlResponse({}))
  if (exchange.request.method === 'HEAD') throw new ServerResponse(serverError(405, 'Method not allowed'))
  const input = parseScriptInput(exchange, script)
  if (typeof input !== 'string' && !matchesSample(input, script)) throw new ServerResponse(scriptError)
}

/** What came of a call. */
interface Outcome {
  readonly response: EmulatorResponse
  /** Whether the script returned; the response then says how long it took. */
  readonly returned: boolean
}

/** Calls the script within its time limit. */
async function callInTime(exchange: Exchange, input: unknown): Promise<EmulatorResponse> {
  const { timeoutMs = 3_600_000 } = exchange.endpoint.options.script ?? {}
  const started = performance.now()
  const stop = new AbortController()
  const late: Promise<Outcome> = pause(timeoutMs, undefined, { signal: stop.signal }).then(() => ({
    response: serverError(500, `Scoring timeout after ${timeoutMs} ms`, true),
    returned: false,
  }))
  late.catch(() => undefined)
  try {
    const { response, returned } = await Promise.race([callScript(exchange, input), late])
    if (!returned) return response
    const elapsed = (performance.now() - started).toFixed(3)
    return { ...response, headers: { ...response.headers, 'x-ms-run-fn-exec-ms': elapsed } }
  } catch (error) {
    if (error instanceof ModelFailure && isUpstream(error.failure)) throw error
    return scriptError
  } finally {
    stop.abort()
  }
}

async function callScript(exchange: Exchange, input: unknown): Promise<Outcome> {
  const { reply, signal } = exchange
  if (reply && (reply.exits !== undefined || reply.response !== undefined || Object.hasOwn(reply, 'returns'))) {
    await pause(reply.latencyMs ?? exchange.deployment.model.latencyMs ?? 0, undefined, { signal })
    if (reply.exits !== undefined) return { response: exitResponse(reply.exits), returned: false }
    return reply.response ? { response: amlResponse(reply.response), returned: true } : serialized(reply.returns)
  }
  if (reply?.error?.status !== undefined && reply.error.body === undefined) {
    const { status, message = '' } = reply.error
    return { response: serverError(status, message, status >= 500), returned: true }
  }
  const body = typeof input === 'string' ? parsePythonJson(input) : input
  return serialized(await scoreValue(exchange, body, { envelope: 'output' }))
}

function serialized(value: unknown): Outcome {
  try {
    return { response: returnedValue(value), returned: true }
  } catch {
    return { response: internalError, returned: false }
  }
}

function isUpstream({ kind }: Failure): boolean {
  return kind === 'upstream-down' || kind === 'upstream-failed'
}
