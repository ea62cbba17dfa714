/** Prepares an input of a size, and gives the work that is to be timed on it. */
export type SizedWork = (size: number) => () => unknown

/** The sizes to measure between: where to begin, and where to stop if the work is still too quick to be measured. */
export interface Sizes {
  readonly from?: number
  readonly upTo?: number
}

/**
 * Doubles an input until its work takes long enough to be measured, then doubles it twice more and compares. Says by how much the
 * time grew with each doubling where it grew faster than the input, and nothing otherwise. Each time is the best of several, and a
 * suspicious result is measured again on more: a busy machine and the garbage collector make work slower, never faster.
 */
export async function tooFastGrowth(prepare: SizedWork, sizes: Sizes = {}): Promise<string | undefined> {
  const { from = 4_000, upTo = 1_000_000 } = sizes
  let size = from
  while (size < upTo && (await bestOf(prepare(size), 1)) < measurable) size *= 2
  let growth = await growthFrom(prepare, size)
  for (let attempt = 1; attempt < 4 && growth.ratio >= limit && growth.last < hopeless; attempt += 1) {
    size *= 2
    const again = await growthFrom(prepare, size)
    if (again.ratio < growth.ratio) growth = again
  }
  if (growth.ratio < limit) return undefined
  // Short, since vitest cuts what it shows.
  return `${growth.ratio.toFixed(1)} times: ${growth.first.toFixed(1)} ms, in the end ${growth.last.toFixed(1)} ms`
}

/** Twice the input is to take less than this many times as long: linear work takes 2, quadratic work 4. */
const limit = 3

/** Milliseconds below which the clock weighs more than the work. */
const measurable = 4

/** Milliseconds beyond which nothing is measured again. */
const hopeless = 2_000

interface Growth {
  readonly first: number
  readonly last: number
  /** How many times as long twice the input took, on average. */
  readonly ratio: number
}

async function growthFrom(prepare: SizedWork, size: number): Promise<Growth> {
  const first = await bestOf(prepare(size), 3)
  const last = await bestOf(prepare(4 * size), 3)
  // What is done before it can be measured is quick enough, however it grows.
  return { first, last, ratio: last < 2 * measurable ? 1 : Math.sqrt(last / first) }
}

async function bestOf(work: () => unknown, repeats: number): Promise<number> {
  let best = Number.POSITIVE_INFINITY
  for (let repeat = 0; repeat < repeats && (repeat === 0 || best < 500); repeat += 1) {
    const started = performance.now()
    const result = work()
    if (result instanceof Promise) await result
    best = Math.min(best, performance.now() - started)
  }
  return best
}
