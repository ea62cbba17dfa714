import { bounds, callingRows, overNode, ratios } from './row-sets.ts'
import type { Column, RowWorkload, Suite } from './suite.ts'

/** Complete responses. */
export const calls: Suite = {
  name: 'call',
  title: 'One call, one complete response',
  about: 'CPU time per call for responses of 1 KB and 100 KB, 1 and 32 at a time, as a multiple of the floor.',
  rows: callingRows,
  columns: [column('1 KB, 1 at a time'), column('1 KB, 32'), column('100 KB, 1'), column('100 KB, 32')],
  sampling: {
    kind: 'workloads',
    workloads: [
      workload(1_000, 200, 1),
      workload(1_000, 320, 32),
      workload(100_000, 100, 1),
      workload(100_000, 160, 32),
    ],
    values: ratios,
  },
}

function column(name: string): Column {
  return { name, unit: '×', bounds: { ...bounds(1.05, 1.25, 1.3), ...overNode(0.75) } }
}

function workload(size: number, times: number, concurrency: number): RowWorkload {
  return { what: 'call', scenario: { kind: 'text', size, writes: 'whole' }, times, concurrency, measure: 'cpu' }
}
