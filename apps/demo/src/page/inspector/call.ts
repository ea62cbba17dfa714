import type { Failure, PlaygroundSettings, WireEvent } from '../../contract/playground-contract.ts'

/** One question of this page and all that happened on the wire for it. */
export interface Call {
  readonly id: number
  readonly question: string
  readonly settings: PlaygroundSettings
  readonly events: readonly WireEvent[]
  readonly failure?: Failure | undefined
}

/** One request of a call, and what came back for it. */
export interface Exchange {
  readonly request: WireEvent & { readonly kind: 'request' }
  readonly response?: (WireEvent & { readonly kind: 'response' }) | undefined
  readonly received: readonly (WireEvent & { readonly kind: 'received' })[]
  readonly read: readonly (WireEvent & { readonly kind: 'read' })[]
}

/** What a call measures. */
export interface Measures {
  /** How many tokens had come by when; where the endpoint counts them, its count is spread over the pieces. */
  readonly points: readonly { readonly ms: number; readonly tokens: number }[]
  readonly firstTokenMs?: number | undefined
  /** When failed attempts were repeated. */
  readonly retriesMs: readonly number[]
  readonly totalMs: number
  readonly inputTokens?: number | undefined
  readonly outputTokens?: number | undefined
  readonly finishReason?: string | undefined
}

/** Groups the events of a call by request. */
export function exchangesOf({ events }: Call): Exchange[] {
  const exchanges: Draft[] = []
  for (const event of events) {
    if (event.kind === 'request') exchanges.push({ request: event, received: [], read: [] })
    const current = exchanges.at(-1)
    if (!current) continue
    if (event.kind === 'response') current.response = event
    if (event.kind === 'received') current.received.push(event)
    if (event.kind === 'read') current.read.push(event)
  }
  return exchanges
}

interface Draft extends Pick<Exchange, 'request'> {
  response?: Exchange['response']
  readonly received: Exchange['received'][number][]
  readonly read: Exchange['read'][number][]
}

/** Measures a call. */
export function measure(call: Call): Measures {
  const pieces = call.events.filter((event) => event.kind === 'read' && says(event.result))
  const exchanges = exchangesOf(call)
  const usages = exchanges.map(({ read }) => read.map(({ result }) => usageOf(result)).findLast(Boolean))
  const outputTokens = sum(usages.map((usage) => usage?.outputTokens))
  const tokensEach = (outputTokens ?? pieces.length) / pieces.length
  const end = call.events.find((event) => event.kind === 'end')
  return {
    points: pieces.map(({ at }, index) => ({ ms: Math.round(at), tokens: Math.round((index + 1) * tokensEach) })),
    firstTokenMs: pieces[0]?.at,
    retriesMs: retriesOf(exchanges),
    totalMs: call.events.at(-1)?.at ?? 0,
    inputTokens: sum(usages.map((usage) => usage?.inputTokens)),
    outputTokens,
    finishReason: end?.kind === 'end' ? end.finishReason : undefined,
  }
}

/** A request right behind a failed one repeats it. */
function retriesOf(exchanges: readonly Exchange[]): number[] {
  return exchanges.flatMap(({ request }, index) => {
    const before = exchanges[index - 1]
    const failed = before && (before.response === undefined || before.response.status >= 400)
    return failed ? [Math.round(request.at)] : []
  })
}

function sum(counts: readonly (number | undefined)[]): number | undefined {
  const known = counts.filter((count) => count !== undefined)
  return known.length > 0 ? known.reduce((total, count) => total + count, 0) : undefined
}

function says(result: unknown): boolean {
  const { text, reasoning, toolCalls } = asObject(result)
  return Boolean(text) || Boolean(reasoning) || Boolean(toolCalls)
}

function usageOf(result: unknown): Pick<Measures, 'inputTokens' | 'outputTokens'> | undefined {
  const usage = asObject(result)['usage']
  if (!usage) return undefined
  const { inputTokens, outputTokens } = asObject(usage)
  return { inputTokens: asNumber(inputTokens), outputTokens: asNumber(outputTokens) }
}

function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
