import { setTimeout as sleep } from 'node:timers/promises'
import type { BulkJob } from '../store/bulk-job.ts'
import {
  nextRate,
  repeatsAt,
  type RateBounds,
  type RateEvent,
  type RateState,
  startRate,
  toWindow,
} from './adaptive-rate.ts'

/** The rate of a job in Redis, which all of its workers share: BullMQ's global rate limit, and one time to wait until. */
export class SharedRate {
  readonly #job: BulkJob
  readonly #bounds: RateBounds

  constructor(job: BulkJob, maxRate: number | undefined) {
    this.#job = job
    this.#bounds = { min: 1 / 60, max: maxRate ?? 100_000 }
  }

  /** Sets the rate of a new job, or applies a new maximum. */
  async start(): Promise<void> {
    await this.#update({ kind: 'start' })
  }

  /** Reports that the endpoint rejected a call because of the rate, and how long it asks to wait. */
  async refused({ waitMs = defaultWaitMs, isOrder }: Refusal): Promise<void> {
    const firstWaitMs = isOrder ? waitMs : Math.min(waitMs, softWaitMs)
    await this.waitFor(firstWaitMs)
    await this.#update({ kind: 'refused', waitMs, firstWaitMs })
  }

  /** Makes all workers wait. A longer wait that is already set is kept. */
  async waitFor(milliseconds: number): Promise<void> {
    const { redis, keys, queue } = this.#job
    const wait = Math.ceil(Math.max(milliseconds, 1))
    const extended = await redis.eval(extendWait, 1, keys.wait, wait)
    if (extended === 1) await queue.rateLimit(wait)
  }

  /** Raises the rate if a second has passed. Every worker calls this; only one computes the rate. */
  async second(): Promise<void> {
    await this.#update({ kind: 'second' })
  }

  async #update(cause: Cause): Promise<void> {
    const { redis, keys } = this.#job
    if (!(await this.#takeTurn(cause.kind === 'second' ? 1 : 10))) return
    try {
      const [time, stored, [asked, limited]] = await Promise.all([
        redis.time(),
        redis.hgetall(keys.rate),
        redis.hmget(keys.totals, 'asked', 'limited'),
      ])
      const now = Number(time[0]) * 1000 + Math.floor(Number(time[1]) / 1000)
      await this.#apply(cause, { now, answered: Number(asked ?? 0) - Number(limited ?? 0), stored })
    } finally {
      await redis.del(keys.rateTurn)
    }
  }

  async #apply(cause: Cause, { now, answered, stored }: Moment): Promise<void> {
    const { redis, keys, queue } = this.#job
    const old = toState(stored, now)
    const elapsed = now - old.computedAt
    if (cause.kind === 'second' && elapsed < 900) return
    const isMeasured = cause.kind !== 'start' && elapsed >= shortestMeasuredMs
    const used = isMeasured ? ((answered - Number(stored['answered'] ?? answered)) * 1000) / elapsed : 0
    const event: RateEvent =
      cause.kind === 'refused'
        ? { used, ...(await this.#refusal(cause, repeatsAt(old, now))) }
        : { kind: 'second', used }
    const state = nextRate(old, event, { ...this.#bounds, now })
    if (state === old) return
    const { max, duration } = toWindow(state, this.#bounds.max)
    await Promise.all([
      redis.hset(keys.rate, { ...state, used: state.used.join(' '), answered }),
      queue.setGlobalRateLimit(max, duration),
    ])
  }

  /** Waits longer each time that slowing down was not enough, up to what the endpoint said. */
  async #refusal({ waitMs, firstWaitMs }: RefusalCause, repeats: number): Promise<Omit<Refused, 'used'>> {
    const longerMs = Math.min(waitMs, firstWaitMs * longerWait ** repeats)
    if (longerMs > firstWaitMs) await this.waitFor(longerMs)
    return { kind: 'refused', waitMs: longerMs, tryCostMs: firstWaitMs }
  }

  /** The lock expires, so that a worker that is killed while it computes does not stop the others. */
  async #takeTurn(tries: number): Promise<boolean> {
    const { redis, keys } = this.#job
    for (let left = tries; left > 0; left -= 1) {
      if ((await redis.set(keys.rateTurn, '1', 'PX', 500, 'NX')) === 'OK') return true
      if (left > 1) await sleep(20)
    }
    return false
  }
}

/** A call that was rejected because of the rate. */
export interface Refusal {
  /** Milliseconds that the endpoint asks to wait, if any. */
  readonly waitMs: number | undefined
  /** Whether it asks in a header. Messages often ask for the same time whatever is left of the second. */
  readonly isOrder: boolean
}

type Refused = Extract<RateEvent, { kind: 'refused' }>

interface RefusalCause {
  readonly kind: 'refused'
  readonly waitMs: number
  readonly firstWaitMs: number
}

type Cause = { readonly kind: 'start' } | { readonly kind: 'second' } | RefusalCause

interface Moment {
  readonly now: number
  readonly answered: number
  readonly stored: Readonly<Record<string, string>>
}

/** In a shorter time, answers are too few to be a rate. */
const shortestMeasuredMs = 300

/** Azure's managed endpoints do not say how long to wait. */
const defaultWaitMs = 250
/** How long all workers wait after a message that asks to wait: often it says the same time whatever is left of it. */
const softWaitMs = 250
/** If the next call is rejected too, they wait this many times as long, up to what the message says. */
const longerWait = 4

/** Sets the time to wait, unless a longer one is already set. */
const extendWait = `
if redis.call('PTTL', KEYS[1]) >= tonumber(ARGV[1]) then return 0 end
redis.call('SET', KEYS[1], '1', 'PX', ARGV[1])
return 1`

function toState(stored: Readonly<Record<string, string>>, now: number): RateState {
  if (stored['rate'] === undefined) return { ...startRate, computedAt: now }
  return {
    rate: Number(stored['rate']),
    limit: Number(stored['limit']),
    resumedAt: Number(stored['resumedAt']),
    repeats: Number(stored['repeats'] ?? 0),
    computedAt: Number(stored['computedAt']),
    plateauMs: Number(stored['plateauMs']),
    used: toPair(stored['used']),
    efficiency: Number(stored['efficiency']),
  }
}

function toPair(text = ''): readonly [number, number] {
  const [last = 0, before = 0] = text.split(' ').map(Number)
  return [last, before]
}
