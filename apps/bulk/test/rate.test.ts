import { describe, expect, it } from 'vitest'
import { nextRate, type RateState, repeatsAt, startRate, toWindow } from '../src/rate/adaptive-rate.ts'
import { waitFromHeaders } from '../src/rate/rate-headers.ts'

interface Second {
  readonly answered: number
  readonly refused: number
}

interface Endpoint {
  /** The quota in a second. */
  readonly quotaAt: (second: number) => number
  /** Milliseconds that it asks to wait. */
  readonly waitMs: number
  readonly seconds: number
}

/** Plays a job against an endpoint with a quota, in steps of 50 ms; a refusal shows once the calls of its step are in flight. */
function play({ quotaAt, waitMs, seconds }: Endpoint): Second[] {
  const bounds = { min: 1 / 60, max: 100_000 }
  let state: RateState = { ...startRate, computedAt: 1_000_000 }
  let [waitUntil, used] = [0, 0]
  return Array.from({ length: seconds }, (_, second) => {
    let [answered, refused] = [0, 0]
    for (let step = 0; step < 20; step += 1) {
      const now = 1_000_000 + second * 1000 + step * 50
      if (now < waitUntil) continue
      const { max, duration } = toWindow(state)
      // Processes that wake up late reach four fifths of it, a little more or less.
      const sent = Math.round(
        (max / duration) * 50 * (0.8 + 0.05 * Math.sin(second * 20 + step)) + ((step * 7) % 10) / 10 - 0.5,
      )
      const room = Math.max(0, Math.min(sent, quotaAt(second) - answered))
      answered += room
      refused += sent - room
      used += room
      if (room === sent) continue
      const wait = repeatsAt(state, now) > 0 ? waitMs : Math.min(waitMs, 250)
      waitUntil = Math.max(waitUntil, now + wait)
      const elapsed = now - state.computedAt
      const event = {
        used: elapsed < 300 ? 0 : (used * 1000) / elapsed,
        waitMs: wait,
        tryCostMs: Math.min(waitMs, 250),
      }
      state = nextRate(state, { kind: 'refused', ...event }, { ...bounds, now })
      if (state.computedAt === now) used = 0
    }
    const now = 1_000_000 + (second + 1) * 1000
    if (now - state.computedAt >= 900) {
      state = nextRate(state, { kind: 'second', used: (used * 1000) / (now - state.computedAt) }, { ...bounds, now })
      used = 0
    }
    return { answered, refused }
  })
}

function sum(seconds: readonly Second[], name: keyof Second): number {
  return seconds.reduce((total, second) => total + second[name], 0)
}

describe('the adaptive rate', () => {
  it.each([
    [20, 250],
    [200, 250],
    [500, 250],
    [500, 2_000],
    [5_000, 250],
  ])('uses 85 %% of a quota of %i/s with few refusals, waiting %i ms after each', (quota, waitMs) => {
    const ramp = 15
    const seconds = play({ quotaAt: () => quota, waitMs, seconds: 120 }).slice(ramp)
    expect(sum(seconds, 'answered') / (quota * seconds.length)).toBeGreaterThan(0.85)
    expect((sum(seconds, 'refused') / sum(seconds, 'answered')) * 1000).toBeLessThan(quota < 100 ? 20 : 7)
  })

  it.each([
    [500, 250],
    [250, 500],
    [500, 1_000],
  ])('follows a quota that changes from %i/s to %i/s within 15 seconds', (before, after) => {
    for (let change = 30; change < 45; change += 1) {
      const seconds = play({ quotaAt: (second) => (second < change ? before : after), waitMs: 250, seconds: 90 })
      const settled = seconds.slice(change + 15, change + 35)
      expect(sum(settled, 'answered') / (after * settled.length)).toBeGreaterThan(0.85)
    }
  })

  it('tries a higher rate again within a minute after a wait of a day', () => {
    const day = 86_400_000
    const state = nextRate(
      startRate,
      { kind: 'refused', used: 0, waitMs: day, tryCostMs: day },
      { now: 5_000, min: 1, max: 100 },
    )
    expect(state.resumedAt).toBe(day + 5_000)
    expect(state.plateauMs).toBe(60_000)
  })

  it('does not grow while nobody uses it, and never leaves its bounds', () => {
    const idle = nextRate(startRate, { kind: 'second', used: 5 }, { now: 5_000, min: 1, max: 100 })
    expect(idle.rate).toBe(50)
    expect(nextRate(startRate, { kind: 'second', used: 50 }, { now: 5_000, min: 1, max: 60 }).rate).toBe(60)
  })

  it.each([0.02, 1, 7, 20, 35, 500, 1_234, 99_999])(
    'never lets BullMQ hand out more than a maximum of %d/s',
    (most) => {
      for (const efficiency of [0.6, 0.77, 0.9, 1]) {
        for (const rate of [most, most * 0.9, most * 0.5]) {
          const { max, duration } = toWindow({ rate, efficiency }, most)
          expect((max / duration) * 1000).toBeLessThanOrEqual(most)
          // Below the maximum, the window makes up for late workers as before.
          if (rate / efficiency < most) expect((max / duration) * 1000).toBeGreaterThan((rate / efficiency) * 0.95)
        }
      }
    },
  )

  it('takes a worker that reaches the maximum for no late one', () => {
    const bounds = { min: 1, max: 50 }
    let state: RateState = { ...startRate, efficiency: 0.6 }
    for (let now = 5_000; now < 30_000; now += 1_000) {
      state = nextRate(state, { kind: 'second', used: 50 }, { ...bounds, now })
    }
    expect(state.efficiency).toBeCloseTo(1)
  })

  it.each([0.02, 0.5, 1, 7, 19, 20, 33, 500, 5_000])('gives BullMQ windows for %d/s that are exact to 5 %%', (rate) => {
    const { max, duration } = toWindow({ rate, efficiency: 1 })
    expect(Number.isInteger(max) && Number.isInteger(duration)).toBe(true)
    expect(((max / duration) * 1000) / rate).toBeGreaterThan(0.95)
    expect(((max / duration) * 1000) / rate).toBeLessThan(1.05)
  })
})

describe('rate-limit headers', () => {
  const now = Date.parse('2030-01-01T00:00:00Z')

  it.each([
    [{ 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '3' }, 3_000],
    [{ 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '250ms' }, 250],
    [{ 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '1m2s' }, 10_000],
    [
      { 'anthropic-ratelimit-requests-remaining': '0', 'anthropic-ratelimit-requests-reset': '2030-01-01T00:00:04Z' },
      4_000,
    ],
    [{ 'x-ratelimit-remaining-requests': '1', 'x-ratelimit-reset-requests': '3' }, undefined],
    [{ 'x-ratelimit-remaining-requests': '0' }, undefined],
    [{ 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': 'soon' }, undefined],
    [{}, undefined],
  ])('%j: %j ms', (headers, wait) => {
    expect(waitFromHeaders(new Headers(headers as Record<string, string>), now)).toBe(wait)
  })
})
