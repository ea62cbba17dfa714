import { allRows, bounds, callingRows, overNode, ratios } from './row-sets.ts'
import type { Suite } from './suite.ts'

/** The memory of an open stream. */
export const openStreams: Suite = {
  name: 'open-streams',
  title: 'Heap of an open stream, 1 000 at once',
  about: 'Heap and external memory per stream that is waiting for its next delta, as a multiple of the floor.',
  rows: allRows.filter((name) => !name.includes('coalesced')),
  columns: [{ name: 'heap per stream', unit: '×', bounds: { ...bounds(1.1, 1.2, 1.2), ...overNode(0.6) } }],
  rounds: 2,
  sampling: {
    kind: 'workloads',
    fresh: true,
    workloads: [
      { what: 'stream', scenario: { kind: 'text', size: 1, writes: 'hold' }, times: 1_000, measure: 'open-heap' },
    ],
    values: ratios,
  },
}

/** The memory that a call retains. */
export const retained: Suite = {
  name: 'retained',
  title: 'Heap growth per call',
  about: 'Growth of the heap over the second half of 10 000 calls, in bytes per call; up to 32 B is noise.',
  rows: callingRows,
  columns: [{ name: 'heap per call', unit: 'B', bounds: bounds(32, 32, 32) }],
  rounds: 1,
  sampling: {
    kind: 'workloads',
    fresh: true,
    workloads: [
      {
        what: 'call',
        scenario: { kind: 'text', size: 1_000, writes: 'whole' },
        times: 5_000,
        concurrency: 32,
        measure: 'retained-heap',
      },
    ],
    values: (own) => own,
  },
}
