/** The rate that all workers of a job share, and what it was learned from. Times are milliseconds of the clock of Redis. */
export interface RateState {
  /** Calls a second that are allowed now. */
  readonly rate: number
  /** The rate at which the endpoint last refused; 0 while none is known. */
  readonly limit: number
  /** When calls were let through again after the last refusal. */
  readonly resumedAt: number
  /** When the rate was last raised. */
  readonly raisedAt: number
  /** Milliseconds from then until a higher rate is tried. */
  readonly plateauMs: number
  /** Calls that were answered in the last second, and in the one before, without those that were refused. */
  readonly used: readonly [number, number]
  /** The share of the rate given to BullMQ that is really reached: its windows begin late when processes wake up late. */
  readonly efficiency: number
}

/**
 * What happened: a second has passed, in which so many calls a second were answered; or the endpoint refused, and all wait: now, and each time that too
 * high a rate is tried.
 */
export type RateEvent =
  | { readonly kind: 'second'; readonly used: number }
  | { readonly kind: 'refused'; readonly waitMs: number; readonly tryCostMs: number }

/** The bounds of the rate, in calls a second. */
export interface RateBounds {
  readonly min: number
  readonly max: number
}

/** Where a job starts, in calls a second. */
export const startRate: RateState = {
  rate: 50,
  limit: 0,
  resumedAt: 0,
  raisedAt: 0,
  plateauMs: 0,
  used: [0, 0],
  efficiency: 0.9,
}

/** Returns whether a refusal follows so soon after another that slowing down was not enough. */
export function isRepeated({ resumedAt }: RateState, now: number): boolean {
  return now - resumedAt >= sameRefusalMs && now - resumedAt < repeatMs
}

/**
 * Computes the next rate. After a refusal it drops at once, climbs back to just below the rate that was refused, stays there,
 * and then grows faster and faster, so that a higher quota is found within seconds. It is the shape of TCP's CUBIC (RFC 9438).
 */
export function nextRate(
  state: RateState,
  event: RateEvent,
  { now, min, max }: RateBounds & { now: number },
): RateState {
  const bounded = (rate: number): number => Math.min(Math.max(rate, min), max)
  if (event.kind === 'refused') {
    // One overload is refused many times.
    if (now - state.resumedAt < sameRefusalMs) return state
    const repeated = isRepeated(state, now)
    // Much more than was answered cannot be what was refused; and a limit that is refused again was too high.
    const used = Math.max(...state.used) * usedMargin
    const limit = (used === 0 ? state.rate : Math.min(state.rate, used)) * (repeated ? lowerLimit : 1)
    const rate = bounded(limit * (repeated ? strongDrop : drop))
    // A try costs a wait, so it has to be rare where waits are long.
    const plateauMs = Math.min(Math.max(shortestPlateauMs, event.tryCostMs * plateauForWait), longestPlateauMs)
    return { ...state, rate, limit, resumedAt: now + event.waitMs, raisedAt: now, plateauMs }
  }
  // The second with a wait in it says nothing.
  if (now - state.resumedAt < 1_000) return { ...state, rate: bounded(raised(state, now)), raisedAt: now }
  const used = [event.used, state.used[0]] as const
  // A rate that nobody uses says nothing about the endpoint.
  if (event.used < state.rate * usedShare) return { ...state, rate: bounded(state.rate), raisedAt: now, used }
  const reached = (event.used / state.rate) * state.efficiency
  const efficiency = Math.min(Math.max(state.efficiency * 0.7 + reached * 0.3, leastEfficiency), 1)
  return { ...state, rate: bounded(raised(state, now)), raisedAt: now, used, efficiency }
}

function raised({ rate, limit, resumedAt, raisedAt, plateauMs }: RateState, now: number): number {
  const seconds = Math.min((now - raisedAt) / 1000, 2)
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
const lowerLimit = 0.92
const leastEfficiency = 0.6
const startGrowth = 1.5
const maxGrowth = 0.25

/** How BullMQ is told a rate: so many jobs in so many milliseconds. */
export interface RateWindow {
  readonly max: number
  readonly duration: number
}

/** Converts a rate to short windows, since all jobs of a window start together: a long one would be a burst. */
export function toWindow(state: Pick<RateState, 'rate' | 'efficiency'>): RateWindow {
  const rate = state.rate / state.efficiency
  const max = Math.max(1, Math.round((rate * windowMs) / 1000))
  return { max, duration: Math.max(1, Math.round((max / rate) * 1000)) }
}

const windowMs = 50
