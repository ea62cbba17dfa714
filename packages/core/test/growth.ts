/** Work whose time grows with its input. */
export interface Growing {
  readonly name: string
  /** Prepares input of a size, and returns the function to measure. */
  readonly prepare: (size: number) => () => unknown
  /** The largest size to try; if it takes no measurable time, the test passes. */
  readonly largest: number
}

/** Milliseconds that a run has to take for a ratio to be meaningful. */
const measurable = 4

async function quickest(work: () => unknown, runs: number): Promise<number> {
  let best = Number.POSITIVE_INFINITY
  for (let run = 0; run < runs; run++) {
    const started = performance.now()
    await work()
    best = Math.min(best, performance.now() - started)
  }
  return best
}

/**
 * Measures how much longer twice the input takes, as the ratio of the fastest of several runs; 1 if even the largest input takes
 * no measurable time. Quadratic time gives 4. A bad ratio is measured again, since other load on the machine can distort it.
 */
export async function growthOf({ prepare, largest }: Growing): Promise<number> {
  let size = 1000
  let best = Number.POSITIVE_INFINITY
  for (let attempt = 0; attempt < 5 && best >= 2.8; attempt++) {
    let small = await quickest(prepare(size), 3)
    while (small < measurable && size < largest) {
      size *= 2
      small = await quickest(prepare(size), 3)
    }
    if (small < measurable) return 1
    best = Math.min(best, (await quickest(prepare(2 * size), 3)) / small)
  }
  return best
}
