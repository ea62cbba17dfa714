import type { Answer } from '../http/response.ts'
import type { Deployment, Endpoint } from '../gateways/endpoint.ts'
import { type Explain, ModelFailure } from '../failures/failure.ts'
import type { Front } from '../gateways/gateway.ts'
import { deepestJson, findTooDeep } from '../json/json-depth.ts'
import { findJsonMistake } from '../json/json-error-position.ts'
import type { RecordedRequest } from '../http/recorded-request.ts'
import type { ScriptedReply } from '../script/reply.ts'

/** One request on its way to an answer. */
export interface Exchange {
  readonly request: RecordedRequest
  readonly endpoint: Endpoint
  readonly deployment: Deployment
  readonly route: Route
  /** The scripted reply for it, if there is one. */
  readonly reply: ScriptedReply | undefined
  /** Counts the requests of this emulator. */
  readonly number: number
  readonly signal: AbortSignal
}

/** One route of an image: what stands in front of it, who words its failures, and what answers. */
export interface Route {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly front: Front
  readonly explain: Explain
  readonly answer: (exchange: Exchange) => Promise<Answer>
  /** What kinds of scripted replies it can give. @default 'chat' */
  readonly gives?: 'chat' | 'embedding' | 'nothing' | undefined
}

/** Gives the parsed body, or throws what a server says to one that is not JSON. */
export function requireJson(request: RecordedRequest): unknown {
  const type = request.headers['content-type'] ?? ''
  if (!/^application\/([\w.-]+\+)?json\b/i.test(type)) throw new ModelFailure({ kind: 'content-type' })
  if (typeof request.body === 'object') return request.body
  const tooDeep = findTooDeep(request.text)
  if (tooDeep !== undefined) {
    const message = `Nested deeper than ${deepestJson} levels: line 1 column ${tooDeep + 1} (char ${tooDeep})`
    throw new ModelFailure({ kind: 'malformed-json', message, at: tooDeep })
  }
  try {
    return JSON.parse(request.text)
  } catch {
    const at = findJsonMistake(request.text)
    const before = request.text.slice(0, at).split('\n')
    const column = (before.at(-1)?.length ?? 0) + 1
    const message = `Expecting value: line ${before.length} column ${column} (char ${at})`
    throw new ModelFailure({ kind: 'malformed-json', message, at })
  }
}
