/** Prepares input of a size, and returns the work to measure on it. */
export type SizedWork = (size: number) => () => unknown

/** The smallest and the largest size to start measuring from; the work is measured on up to four times as much. */
export interface Sizes {
  readonly from?: number
  readonly upTo?: number
}

/**
 * Measures by how much the time grows per doubling of the input. Returns a description if it grows faster than the input, else
 * undefined. The size is doubled until the work takes a measurable time. Each time is the fastest of several runs, and a bad ratio
 * is measured again: a busy machine and the garbage collector make work slower, never faster.
 */
export async function tooFastGrowth(prepare: SizedWork, sizes: Sizes = {}): Promise<string | undefined> {
  const { from = 4_000, upTo = 1_000_000 } = sizes
  let size = from
  while (size < upTo && (await fastestOf(prepare(size), 1)) < MEASURABLE) size *= 2
  let growth = await growthFrom(prepare, size)
  for (let attempt = 1; attempt < 5 && growth.ratio >= LIMIT && growth.last < TOO_SLOW_TO_REPEAT; attempt += 1) {
    // On the same size: on a larger one, a limit in the code may end the work early and hide its growth.
    const again = await growthFrom(prepare, size)
    if (again.ratio < growth.ratio) growth = again
  }
  if (growth.ratio < LIMIT) return undefined
  // Short, since vitest truncates values in its messages.
  return `${growth.ratio.toFixed(1)} times per doubling: ${growth.first.toFixed(1)} to ${growth.last.toFixed(1)} ms`
}

/** Twice the input must take less than this many times as long: linear work takes 2, quadratic work 4. */
const LIMIT = 3

/** The shortest time in milliseconds that the clock measures with enough precision. */
const MEASURABLE = 4

/** The time in milliseconds from which a bad ratio is not measured again. */
const TOO_SLOW_TO_REPEAT = 2_000

interface Growth {
  readonly first: number
  readonly last: number
  /** How many times as long twice the input took: the smaller ratio of two successive doublings. */
  readonly ratio: number
}

async function growthFrom(prepare: SizedWork, size: number): Promise<Growth> {
  const last = await fastestOf(prepare(4 * size), 3, 2 * MEASURABLE)
  // Work that is too fast to measure on the largest input is fast enough.
  if (last < 2 * MEASURABLE) return { first: last, last, ratio: 1 }
  const middle = await fastestOf(prepare(2 * size), 3)
  const first = await fastestOf(prepare(size), 3)
  // When the heap has to grow, the time jumps once, so only one of the two ratios is bad.
  return { first, last, ratio: Math.min(middle / first, last / middle) }
}

/** Runs work several times, fewer if it is slow or faster than `enough`, and returns the shortest time in milliseconds. */
async function fastestOf(work: () => unknown, runs: number, enough = 0): Promise<number> {
  let fastest = Number.POSITIVE_INFINITY
  for (let run = 0; run < runs && (run === 0 || (fastest < 500 && fastest >= enough)); run += 1) {
    const started = performance.now()
    const result = work()
    if (result instanceof Promise) await result
    fastest = Math.min(fastest, performance.now() - started)
  }
  return fastest
}
