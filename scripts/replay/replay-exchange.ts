import { type Family, familyOf } from './families/family.ts'
import { type Formatters, type Reader, readersOf } from './families/formatters.ts'
import { type Wire, wireOf } from './families/wire.ts'
import { objectOf } from './json.ts'
import type { Played } from './playing/endpoint.ts'
import { play, playOnce } from './playing/play.ts'
import type { Exchange } from './recordings/exchange.ts'
import { replayRequest, type RequestVerdict } from './requests/replay-request.ts'
import { judgeAnswer, judgeFailure, judgeForeign, type Verdict } from './verdict/judge.ts'

/** What came of a recorded response. */
export interface Replayed {
  /** The format of the answer, or what else it is. */
  readonly family: string
  readonly verdict: Verdict | Skipped
  /** What the formatters of other families, and the other API type, made of the answer: one verdict for each. */
  readonly others: readonly OtherVerdict[]
  /** What formatters wrote for the request of the answer: one verdict for each. */
  readonly requests: readonly RequestVerdict[]
}

/** What another formatter made of an answer. */
interface OtherVerdict extends Verdict {
  readonly formatter: string
}

/** A recorded response that is not an answer of a model, or that was seen before. */
interface Skipped {
  readonly kind: 'skipped'
  readonly reasons: readonly string[]
}

/** Replays a response to the formatter of its family, and an answer to all other formatters. */
export async function replayExchange(exchange: Exchange, formatters: Formatters): Promise<Replayed> {
  const wire = wireOf(exchange.body)
  const family = familyOf(wire)
  if (isFailure(exchange, wire, family)) return replayFailure(exchange, wire, formatters)
  if (family === undefined || exchange.status >= 400) return skippedResponse(whySkipped(exchange, wire))
  const name = `${family.name}${wire.streamed ? ', streamed' : ''}`
  const others = family.operation === 'chat' ? await replayOthers(exchange, { wire, family }, formatters) : []
  const Own = formatters.get(family.formatters[0] ?? '')
  if (Own === undefined) return { family: name, verdict: worst(others), others: [], requests: [] }
  const outcome = await play(playedOf(exchange, wire, { formatter: new Own(), url: family.url }), family.operation)
  const requests = family.name === 'Chat completions' ? await replayRequest(exchange.request, formatters) : []
  return { family: name, verdict: judgeAnswer(family, wire, outcome), others, requests }
}

/** Describes a response that is not played. */
export function skippedResponse(reason: string): Replayed {
  return { family: 'none', verdict: { kind: 'skipped', reasons: [reason] }, others: [], requests: [] }
}

function playedOf({ status, body }: Exchange, wire: Wire, reader: Reader): Played {
  return { ...reader, status, body, stream: wire.streamed ? wire.type : undefined }
}

/** The client reads failures without the formatter, so any one will do; the API types differ. */
async function replayFailure(exchange: Exchange, wire: Wire, formatters: Formatters): Promise<Replayed> {
  const body = wire.streamed ? wire.events[0] : (wire.value ?? exchange.body)
  const verdicts: Verdict[] = []
  for (const Formatter of [...formatters.values()].slice(0, 1)) {
    for (const reader of readersOf(Formatter)) {
      const { error, unequal } = await play(playedOf(exchange, wire, reader), 'chat')
      const verdict = judgeFailure(body, error, exchange.status)
      verdicts.push(unequal === undefined ? verdict : { kind: 'wrong', reasons: [unequal] })
    }
  }
  return { family: 'Failures', verdict: worst(verdicts), others: [], requests: [] }
}

interface Answered {
  readonly wire: Wire
  readonly family: Family
}

async function replayOthers(exchange: Exchange, answered: Answered, formatters: Formatters): Promise<OtherVerdict[]> {
  const { wire, family } = answered
  const verdicts: OtherVerdict[] = []
  for (const [name, Formatter] of formatters) {
    const isOwn = family.formatters.includes(name)
    for (const reader of readersOf(Formatter, isOwn ? family.url : undefined)) {
      if (name === family.formatters[0] && reader.url === family.url) continue
      const outcome = await playOnce(playedOf(exchange, wire, reader))
      // Only its own route has to be read; on `/score`, an answer may be refused.
      const mayRefuse = !isOwn || reader.url !== family.url
      const judge = isOwn && !(mayRefuse && outcome.error !== undefined) ? judgeAnswer : judgeForeign
      verdicts.push({ formatter: name, ...judge(family, wire, outcome) })
    }
  }
  return verdicts
}

function worst(verdicts: readonly Verdict[]): Verdict | Skipped {
  const order = ['wrong', 'by design', 'equal', 'refused']
  const [first] = verdicts.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
  return first ?? { kind: 'skipped', reasons: ['no formatter to try'] }
}

/** Failures of other services are not ours to read: a failure counts where the route is one of a model, or is not known. */
function isFailure({ status, url }: Exchange, wire: Wire, family: Family | undefined): boolean {
  if (status >= 400) return url === undefined || modelRoute.test(url)
  return family === undefined && !wire.streamed && Object.keys(objectOf(objectOf(wire.value)['error'])).length > 0
}

const modelRoute = /\/(completions|messages|responses|embeddings|chat|generate|score|invocations|rerank|embed)(\?|$)/

function whySkipped({ status, body }: Exchange, wire: Wire): string {
  if (body === '') return 'no body'
  if (status >= 400) return 'a failure of another service'
  if (wire.streamed) return 'events of another service'
  if (wire.value === undefined) return 'not JSON'
  return `JSON of another service (${Object.keys(objectOf(wire.value)).slice(0, 4).join(', ')})`
}
