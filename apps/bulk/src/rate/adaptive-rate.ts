/** The rate that all workers of a job share, and what it is based on. Times are in milliseconds, by the clock of Redis. */
export interface RateState {
  /** The calls per second that are currently allowed. */
  readonly rate: number
  /** The rate at which the endpoint last rejected a call; 0 if it never has. */
  readonly limit: number
  /** When calls resumed after the last rejection. */
  readonly resumedAt: number
  /** How many rejections in a row came soon after another one. */
  readonly repeats: number
  /** When the rate was last computed. */
  readonly computedAt: number
  /** Milliseconds from then until a higher rate is tried. */
  readonly plateauMs: number
  /** Calls that were answered in the last second and in the one before, without rejected ones. */
  readonly used: readonly [number, number]
  /** The share of BullMQ's rate limit that is actually reached: its windows start late if processes wake up late. */
  readonly efficiency: number
}

/**
 * An event that changes the rate: a second has passed; or the endpoint rejected a call, and all workers wait `waitMs` now, and
 * about `tryCostMs` whenever too high a rate is tried. `used` are the calls per second that were answered since the last event.
 */
export type RateEvent =
  | { readonly kind: 'second'; readonly used: number }
  | { readonly kind: 'refused'; readonly used: number; readonly waitMs: number; readonly tryCostMs: number }

/** The bounds of the rate, in calls per second. */
export interface RateBounds {
  readonly min: number
  readonly max: number
}

/** The rate at which a job starts, in calls per second. */
export const startRate: RateState = {
  rate: 50,
  limit: 0,
  resumedAt: 0,
  repeats: 0,
  computedAt: 0,
  plateauMs: 0,
  used: [0, 0],
  efficiency: 0.9,
}

/** Returns how many rejections in a row, with one now, came so soon after another one that slowing down was not enough. */
export function repeatsAt({ resumedAt, repeats }: RateState, now: number): number {
  const since = now - resumedAt
  return since >= sameRefusalMs && since < repeatMs ? repeats + 1 : 0
}

/**
 * Computes the next rate, with the curve of TCP's CUBIC (RFC 9438). After a rejection the rate drops at once, rises to just below
 * the rejected rate, stays there, and then grows faster and faster, so that it finds a higher quota within seconds.
 */
export function nextRate(
  state: RateState,
  event: RateEvent,
  { now, min, max }: RateBounds & { now: number },
): RateState {
  const bounded = (rate: number): number => Math.min(Math.max(rate, min), max)
  if (event.kind === 'refused') {
    // One overload causes many rejections.
    if (now - state.resumedAt < sameRefusalMs) return state
    const repeats = repeatsAt(state, now)
    const repeated = repeats > 0
    // The limit cannot be much higher than the answered rate, and a limit that is rejected again was too high.
    const used = Math.max(event.used, ...state.used) * usedMargin
    const limit = (used === 0 ? state.rate : Math.min(state.rate, used)) * (repeated ? lowerLimit : 1)
    const rate = bounded(limit * (repeated ? strongDrop : drop))
    // A try costs a wait, so it must be rare if waits are long.
    const plateauMs = Math.min(Math.max(shortestPlateauMs, event.tryCostMs * plateauForWait), longestPlateauMs)
    return { ...state, rate, limit, resumedAt: now + event.waitMs, repeats, computedAt: now, plateauMs }
  }
  // A second that contains a wait says nothing about the rate.
  if (now - state.resumedAt < 1_000) return { ...state, rate: bounded(raised(state, now)), computedAt: now }
  const used = [event.used, state.used[0]] as const
  // A rate that nobody uses says nothing about the endpoint.
  if (event.used < state.rate * usedShare) return { ...state, rate: bounded(state.rate), computedAt: now, used }
  const reached = event.used / windowRate(state, max)
  const efficiency = Math.min(Math.max(state.efficiency * 0.7 + reached * 0.3, leastEfficiency), 1)
  return { ...state, rate: bounded(raised(state, now)), computedAt: now, used, efficiency }
}

function raised({ rate, limit, resumedAt, computedAt, plateauMs }: RateState, now: number): number {
  const seconds = Math.min((now - computedAt) / 1000, 2)
  if (limit === 0) return rate * startGrowth ** seconds
  const since = Math.max(0, now - resumedAt)
  if (since < recoveryMs) {
    const left = 1 - since / recoveryMs
    return Math.max(rate, limit * (plateau - (plateau - drop) * left ** 3))
  }
  if (since < plateauMs) return Math.max(rate, limit * plateau)
  const growth = Math.min(0.02 * 2.3 ** ((since - plateauMs) / 1000), maxGrowth)
  return rate * (1 + growth) ** seconds
}

const sameRefusalMs = 500
const repeatMs = 1_500
const recoveryMs = 3_000
const shortestPlateauMs = 7_000
const longestPlateauMs = 60_000
const plateauForWait = 8
const drop = 0.9
const strongDrop = 0.8
const plateau = 0.95
const usedShare = 0.7
const usedMargin = 1.03
const lowerLimit = 0.94
const leastEfficiency = 0.6
const startGrowth = 1.5
const maxGrowth = 0.25

/** A rate in BullMQ's form: a number of jobs per number of milliseconds. */
export interface RateWindow {
  readonly max: number
  readonly duration: number
}

/**
 * Converts a rate to short windows: all jobs of a window start together, so a long window would cause bursts. Even if workers
 * reach all of it, they make no more calls than `max` per second.
 */
export function toWindow(state: Pick<RateState, 'rate' | 'efficiency'>, max = Number.POSITIVE_INFINITY): RateWindow {
  const rate = windowRate(state, max)
  const jobs = Math.max(1, Math.round((rate * windowMs) / 1000))
  return { max: jobs, duration: Math.ceil((jobs * 1000) / rate) }
}

/** Returns the rate at which BullMQ hands out jobs, so that the calls reach the rate of the state. */
function windowRate({ rate, efficiency }: Pick<RateState, 'rate' | 'efficiency'>, max: number): number {
  return Math.min(rate / efficiency, max)
}

const windowMs = 50
