import { measure } from '../calls/call-metrics.ts'
import type { Call } from '../calls/call.ts'

/** Describes the tokens, the duration and the retries of a call. */
export function measurementsOf(call: Call): string[] {
  const { inputTokens, totalMs, retriesMs } = measure(call)
  return [
    ...(inputTokens === undefined ? [] : [`${inputTokens} tokens`]),
    `${Math.round(totalMs)} ms`,
    ...(retriesMs.length === 0 ? [] : [retriesMs.length === 1 ? '1 retry' : `${retriesMs.length} retries`]),
  ]
}
