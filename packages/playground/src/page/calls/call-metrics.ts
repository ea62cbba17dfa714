import type { MessageMetadata } from '../../contract/playground-contract.ts'
import { type Call, type Exchange, exchangesOf } from './call.ts'

/** The measurements of a call. */
export interface CallMetrics {
  /** The tokens received over time; a count reported by the endpoint is distributed evenly over the chunks. */
  readonly points: readonly { readonly ms: number; readonly tokens: number }[]
  readonly firstTokenMs?: number | undefined
  /** The times of the retries. */
  readonly retriesMs: readonly number[]
  readonly totalMs: number
  /** Between the first and the last chunk; absent if everything arrived at once. */
  readonly tokensPerSecond?: number | undefined
  readonly inputTokens?: number | undefined
  readonly outputTokens?: number | undefined
  readonly finishReason?: string | undefined
}

/** Measures a call. */
export function measure(call: Call): CallMetrics {
  const chunks = call.events.filter((event) => event.kind === 'parsed' && hasContent(event.result))
  const exchanges = exchangesOf(call)
  const usages = exchanges.map(({ parsed }) => parsed.map(({ result }) => usageOf(result)).findLast(Boolean))
  const outputTokens = sum(usages.map((usage) => usage?.outputTokens))
  const tokensEach = (outputTokens ?? chunks.length) / chunks.length
  const end = call.events.find((event) => event.kind === 'end')
  const seconds = ((chunks.at(-1)?.at ?? 0) - (chunks[0]?.at ?? 0)) / 1000
  return {
    tokensPerSecond: seconds > 0.01 ? (outputTokens ?? chunks.length) / seconds : undefined,
    points: chunks.map(({ at }, index) => ({ ms: Math.round(at), tokens: Math.round((index + 1) * tokensEach) })),
    firstTokenMs: chunks[0]?.at,
    retriesMs: retriesOf(exchanges),
    totalMs: call.events.at(-1)?.at ?? 0,
    inputTokens: sum(usages.map((usage) => usage?.inputTokens)),
    outputTokens,
    finishReason: end?.kind === 'end' ? end.finishReason : undefined,
  }
}

/** Returns what is shown under the answer of a call that has ended. */
export function metadataOf(call: Call): MessageMetadata {
  const { points: _points, retriesMs: _retries, ...measured } = measure(call)
  return { callId: call.id, outcome: call.outcome ?? 'answered', ...measured }
}

/** A request that directly follows a failed one is a retry. */
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

function hasContent(result: unknown): boolean {
  const { text, reasoning, toolCalls } = asObject(result)
  return Boolean(text) || Boolean(reasoning) || Boolean(toolCalls)
}

function usageOf(result: unknown): Pick<CallMetrics, 'inputTokens' | 'outputTokens'> | undefined {
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
