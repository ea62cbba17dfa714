import { collectGarbage } from '../../../packages/core/test/collect-garbage.ts'
import { cpuMilliseconds, machineSlowness } from './machine-speed.ts'

/** What a call took of the process. Processor time is converted to that of a fast machine, if it is long enough to matter. */
export interface Measurement {
  /** Without the time in which other processes had its core. */
  readonly milliseconds: number
  /** Milliseconds for which nothing else could run, at the longest. */
  readonly longestBlock: number
  /** MiB by which the heap grew at most while the call was under way; 0 where it is not measured. */
  readonly heapGrowth: number
}

/** Milliseconds between two looks. */
const every = 5

/** Runs something, and measures how long it kept the event loop to itself and what it kept in memory. */
export async function measured<T>(
  measuresHeap: boolean,
  run: () => Promise<T[]>,
): Promise<{ results: T[]; measurement: Measurement }> {
  if (measuresHeap) collectGarbage()
  const heapBefore = usedMemory()
  const begun = performance.now()
  const workedBefore = cpuMilliseconds()
  let looked = begun
  let worked = workedBefore
  let starved = 0
  let longestBlock = 0
  let heapGrowth = 0
  let nextHeapLook = begun + 200
  const look = (): void => {
    const now = performance.now()
    const work = cpuMilliseconds()
    const late = Math.max(0, now - looked - every)
    // While another process had the core, this one blocked nothing.
    const block = Math.min(late, work - worked)
    longestBlock = Math.max(longestBlock, block)
    starved += late - block
    looked = now
    worked = work
    if (!measuresHeap || now < nextHeapLook) return
    heapGrowth = Math.max(heapGrowth, grownSince(heapBefore))
    // Collecting garbage is this test's doing and no block of the call's.
    looked = performance.now()
    worked = cpuMilliseconds()
    nextHeapLook = looked + 200
  }
  const timer = setInterval(look, every)
  try {
    const results = await run()
    look()
    const milliseconds = performance.now() - begun - starved
    const work = cpuMilliseconds() - workedBefore
    const slowness = work > 200 ? machineSlowness() : 1
    return {
      results,
      measurement: {
        // A wait takes as long on any machine.
        milliseconds: milliseconds - work + work / slowness,
        longestBlock: longestBlock / slowness,
        heapGrowth,
      },
    }
  } finally {
    clearInterval(timer)
  }
}

/** Garbage is collected only when there is so much that it matters. */
function grownSince(before: number): number {
  if (usedMemory() - before < 32) return 0
  collectGarbage()
  return usedMemory() - before
}

function usedMemory(): number {
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 2 ** 20
}
