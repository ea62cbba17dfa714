/** Prepares an input of a size, and gives the work that is to be timed on it. */
export type SizedWork = (size: number) => () => unknown

/** The sizes to measure between: where to begin, and where to stop if the work is still too quick to be measured. */
export interface Sizes {
  readonly from?: number
  readonly upTo?: number
}

/**
 * Doubles an input until its work takes long enough to be measured, and then compares it with twice as much.
 * Says by how much the work grew where it grew faster than its input, and nothing otherwise. Each time is the best of several,
 * and a suspicious result is measured again: a busy machine makes work slower, never faster.
 */
export async function tooFastGrowth(prepare: SizedWork, sizes: Sizes = {}): Promise<string | undefined> {
  const { from = 2_000, upTo = 1_000_000 } = sizes
  let size = from
  while (size < upTo && (await bestOf(prepare(size), 1)) < measurable) size *= 2
  let growth = await compared(prepare, size)
  for (let attempt = 1; attempt < 4 && growth.ratio >= limit && growth.double < hopeless; attempt += 1) {
    // Short times are measured again on more: to allocate the first large object can weigh more than the work.
    if (growth.single < 4 * measurable) size *= 2
    const again = await compared(prepare, size)
    if (again.ratio < growth.ratio) growth = again
  }
  if (growth.ratio < limit) return undefined
  const { single, double, ratio } = growth
  const times = `${single.toFixed(1)} ms for ${growth.size}, ${double.toFixed(1)} ms for ${2 * growth.size}`
  return `twice the input took ${ratio.toFixed(1)} times as long, not less than ${limit} times: ${times}`
}

/** Twice the input is to take less than this many times as long: linear work takes 2, quadratic work 4. */
const limit = 3
/** Milliseconds below which the clock and the garbage collector weigh more than the work. */
const measurable = 6
/** Milliseconds beyond which nothing is measured again. */
const hopeless = 2_000

interface Growth {
  readonly size: number
  readonly single: number
  readonly double: number
  readonly ratio: number
}

async function compared(prepare: SizedWork, size: number): Promise<Growth> {
  const single = await bestOf(prepare(size), 4)
  const double = await bestOf(prepare(2 * size), 4)
  // What is done before it can be measured is quick enough, however it grows.
  return { size, single, double, ratio: double < measurable ? 1 : double / single }
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
