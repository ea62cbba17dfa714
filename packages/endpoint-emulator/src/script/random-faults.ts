import type { Fault } from './fault.ts'
import { seededRandom } from '../random/seeded-random.ts'

/** Random faults, for soak tests. */
export interface RandomFaults {
  /** The same seed gives the same faults for the same sequence of requests. @default 1 */
  readonly seed?: number | undefined
  /** The share of requests that get a fault, from 0 to 1. @default 0.1 */
  readonly rate?: number | undefined
  /** The faults to choose from. @default statuses, delays, trickles, stalls, resets and truncated bodies */
  readonly faults?: readonly Fault[] | undefined
}

/** Makes a function that chooses the fault, if any, for each request. */
export function randomFaultSource({ seed = 1, rate = 0.1, faults }: RandomFaults): () => Fault | undefined {
  const random = seededRandom(seed)
  return () => {
    const [hit, choice, place] = [random(), random(), random()]
    if (hit >= rate) return undefined
    const candidates = faults ?? commonFaults(Math.floor(place * 2_000))
    return candidates[Math.floor(choice * candidates.length)]
  }
}

function commonFaults(atByte: number): readonly Fault[] {
  return [
    { status: 429, retryAfter: 1 },
    { modelStatus: 500 },
    { status: 503 },
    { firstByteDelayMs: 200 },
    { bodyDelayMs: 200 },
    { trickle: { bytes: 16, delayMs: 5 } },
    { stallAtByte: atByte },
    { reset: 'before-headers' },
    { reset: 'after-headers' },
    { reset: { atByte } },
    { endAtByte: atByte },
  ]
}
