/** Prepares input of a size, and returns the work to measure on it. */
export type SizedWork = (size: number) => () => unknown

/** The smallest and the largest size to start measuring from; the work is measured on up to four times as much. */
export interface Sizes {
  readonly from?: number
  readonly upTo?: number
}

/**
 * Measures by how much the CPU time grows per doubling of the input. Returns a description if it grows faster than the input, else
 * undefined. The size is doubled until the work takes a measurable time. A bad ratio is measured again: the compiler and the garbage
 * collector make work slower, never faster. Other processes do not count, so such a test may run beside others.
 */
export async function tooFastGrowth(prepare: SizedWork, sizes: Sizes = {}): Promise<string | undefined> {
  const { from = 4_000, upTo = 250_000 } = sizes
  let size = from
  while (size < upTo && (await fastestOf(1, prepare(size))) < MEASURABLE) size *= 2
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

/** The shortest time in milliseconds beside which the compiler and the garbage collector count little. */
const MEASURABLE = 4

/** The time in milliseconds from which a bad ratio is not measured again. */
const TOO_SLOW_TO_REPEAT = 2_000

interface Growth {
  readonly first: number
  readonly last: number
  /** How many times as long twice the input took: the smaller ratio of two successive doublings, or their mean if that will do. */
  readonly ratio: number
}

async function growthFrom(prepare: SizedWork, size: number): Promise<Growth> {
  const last = await fastestOf(1, prepare(4 * size))
  // Work that is too fast to measure on the largest input is fast enough.
  if (last < 2 * MEASURABLE) return { first: last, last, ratio: 1 }
  // Several times: a time that is long by chance would hide the growth here, while above it is measured again.
  const first = await fastestOf(3, prepare(size))
  const mean = Math.sqrt(last / first)
  if (mean < LIMIT) return { first, last, ratio: mean }
  // When the heap has to grow, the time jumps once, so only one of the two ratios is bad.
  const middle = await fastestOf(3, prepare(2 * size))
  return { first, last, ratio: Math.min(middle / first, last / middle) }
}

/** Runs work several times, and returns the shortest CPU time in milliseconds. */
async function fastestOf(runs: number, work: () => unknown): Promise<number> {
  let fastest = Number.POSITIVE_INFINITY
  for (let run = 0; run < runs; run += 1) {
    const started = process.cpuUsage()
    const result = work()
    if (result instanceof Promise) await result
    const { user, system } = process.cpuUsage(started)
    fastest = Math.min(fastest, (user + system) / 1_000)
  }
  return fastest
}
