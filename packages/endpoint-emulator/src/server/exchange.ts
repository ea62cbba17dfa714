import type { Answer } from './answer.ts'
import type { Deployment, Endpoint } from '../fronts/endpoint.ts'
import { ModelFailure } from '../images/failure.ts'
import type { Explain, Front } from '../fronts/front.ts'
import type { RecordedRequest } from './recorded-request.ts'
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
  try {
    return JSON.parse(request.text)
  } catch {
    const at = findMistake(request.text)
    const before = request.text.slice(0, at).split('\n')
    const column = (before.at(-1)?.length ?? 0) + 1
    const message = `Expecting value: line ${before.length} column ${column} (char ${at})`
    throw new ModelFailure({ kind: 'malformed-json', message, at })
  }
}

/** Finds where a text stops being the beginning of any JSON, which the engine's own message tells only at times. */
function findMistake(text: string): number {
  let good = 0
  let bad = text.length + 1
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (mayGoOn(text.slice(0, middle))) good = middle
    else bad = middle
  }
  return good
}

function mayGoOn(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch (error) {
    const position = /position (\d+)/.exec(String(error))?.[1]
    return String(error).includes('end of JSON input') || Number(position) === text.length
  }
}
