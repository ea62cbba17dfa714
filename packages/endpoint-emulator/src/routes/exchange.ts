import type { EmulatorResponse } from '../http/response.ts'
import type { Deployment, Endpoint } from '../gateways/endpoint.ts'
import { type FormatFailure, ModelFailure } from '../failures/failure.ts'
import type { Gateway } from '../gateways/gateway.ts'
import { maxJsonDepth, findExcessDepth } from '../json/json-depth.ts'
import { findJsonError } from '../json/json-error-position.ts'
import type { RecordedRequest } from '../http/recorded-request.ts'
import type { ScriptedReply } from '../script/reply.ts'

/** A request with everything that a route needs to handle it. */
export interface Exchange {
  readonly request: RecordedRequest
  /** The body as it was sent. */
  readonly bytes: Uint8Array
  readonly endpoint: Endpoint
  readonly deployment: Deployment
  readonly route: Route
  /** The scripted reply to the request, if there is one. */
  readonly reply: ScriptedReply | undefined
  /** The number of this request, counted by the emulator. */
  readonly number: number
  readonly signal: AbortSignal
}

/** One route of an image: its gateway, its error format and its handler. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'OPTIONS'
  readonly path: string
  readonly gateway: Gateway
  readonly formatFailure: FormatFailure
  /** Whether replies stand for a script, which is called by its own routes only. */
  readonly scripted?: boolean | undefined
  /** Adds the headers that the model server itself adds to every response. */
  readonly complete?: ((response: EmulatorResponse, request: RecordedRequest) => EmulatorResponse) | undefined
  /** Throws what the server responds before any scripted reply is taken. */
  readonly check?: ((incoming: Pick<Exchange, 'request' | 'bytes' | 'endpoint'>) => void) | undefined
  readonly handle: (exchange: Exchange) => Promise<EmulatorResponse>
  /** The kind of scripted replies that it can return. @default 'chat' */
  readonly produces?: 'chat' | 'embedding' | 'script' | 'nothing' | undefined
}

/** Returns the parsed body, or throws the failure for one that is not JSON. */
export function requireJson(request: RecordedRequest): unknown {
  const type = request.headers['content-type'] ?? ''
  if (!/^application\/([\w.-]+\+)?json\b/i.test(type)) throw new ModelFailure({ kind: 'content-type' })
  if (typeof request.body === 'object') return request.body
  const tooDeep = findExcessDepth(request.text)
  if (tooDeep !== undefined) {
    const message = `Nested deeper than ${maxJsonDepth} levels: line 1 column ${tooDeep + 1} (char ${tooDeep})`
    throw new ModelFailure({ kind: 'malformed-json', message, at: tooDeep })
  }
  try {
    return JSON.parse(request.text)
  } catch {
    const at = findJsonError(request.text)
    const before = request.text.slice(0, at).split('\n')
    const column = (before.at(-1)?.length ?? 0) + 1
    const message = `Expecting value: line ${before.length} column ${column} (char ${at})`
    throw new ModelFailure({ kind: 'malformed-json', message, at })
  }
}
