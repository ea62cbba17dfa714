import { collectGarbage } from './collect-garbage.ts'

/** Takes input of a size, and returns the work to measure on it. */
export type SizedWork = (size: number) => () => unknown

/** How work is measured. */
export interface Measurement {
  /** The smallest size to start measuring from. @default 4000 */
  readonly from?: number
  /** The largest size to start measuring from; the work is measured on up to four times as much. @default 250000 */
  readonly upTo?: number
  /** How often bad times are measured. @default 8 */
  readonly attempts?: number
}

/**
 * Measures by how much the time grows per doubling of the input. Returns a description if it grows faster than the input, else
 * undefined. The size is doubled until the work takes a measurable time. Bad times are measured again, and the fastest run of all
 * attempts counts: the compiler and the garbage collector make work slower, never faster, and so do other processes.
 */
export async function tooFastGrowth(prepare: SizedWork, measurement: Measurement = {}): Promise<string | undefined> {
  const { from = 4_000, upTo = 250_000, attempts = 8 } = measurement
  let size = from
  while (size < upTo && (await fastestOf(2, prepare(size))) < MEASURABLE) size *= 2
  // All attempts on the same size: on a larger one, a limit in the code may end the work early and hide its growth.
  const [first, middle, last] = [1, 2, 4].map((factor) => new Stopwatch(() => prepare(factor * size))) as Stopwatches
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    // Otherwise, what other tests left may be collected during the work.
    if (attempt > 0) collectGarbage()
    await last.run(attempt === 0 ? 1 : 3)
    // Work that is too fast to measure on the largest input is fast enough.
    if (last.fastest < 5 * MEASURABLE) return undefined
    // Several times: a time that is long by chance would hide the growth here, while above it is measured again.
    await first.run(3)
    if (last.fastest / first.fastest < LIMIT ** 2) return undefined
    // When the heap has to grow, the time jumps once, so only one of the two steps is bad.
    await middle.run(3)
    if (middle.fastest / first.fastest < LIMIT || last.fastest / middle.fastest < LIMIT) return undefined
    if (last.fastest > TOO_SLOW_TO_REPEAT) break
  }
  // Short, since vitest truncates values in its messages.
  return `${[first, middle, last].map(({ fastest }) => fastest.toFixed(1)).join(', ')} ms for 1, 2 and 4 times the input`
}

/** Twice the input must take less than this many times as long: linear work takes 2, quadratic work 4. */
const LIMIT = 3

/** The shortest time in milliseconds beside which the compiler and the garbage collector count little. */
const MEASURABLE = 4

/** Work that takes this many milliseconds is not slow by chance. */
const TOO_SLOW_TO_REPEAT = 2_000

type Stopwatches = [Stopwatch, Stopwatch, Stopwatch]

/** Keeps the shortest time in milliseconds that work took. */
class Stopwatch {
  readonly #prepare: () => () => unknown
  fastest = Number.POSITIVE_INFINITY

  constructor(prepare: () => () => unknown) {
    this.#prepare = prepare
  }

  async run(times: number): Promise<void> {
    this.fastest = Math.min(this.fastest, await fastestOf(times, this.#prepare()))
  }
}

async function fastestOf(times: number, work: () => unknown): Promise<number> {
  let fastest = Number.POSITIVE_INFINITY
  for (let run = 0; run < times; run += 1) fastest = Math.min(fastest, await timeOf(work))
  return fastest
}

/**
 * Returns how long work takes, in milliseconds: the shorter of the CPU time, which the threads of the compiler and of the garbage
 * collector add to, and the time on the clock, which other processes add to.
 */
async function timeOf(work: () => unknown): Promise<number> {
  const started = performance.now()
  const before = process.cpuUsage()
  const result = work()
  if (result instanceof Promise) await result
  const { user, system } = process.cpuUsage(before)
  return Math.min((user + system) / 1_000, performance.now() - started)
}
