import { bounds, callingRows, ratios } from './row-sets.ts'
import type { Column, RowWork, Suite } from './suite.ts'

/** Whole answers. */
export const calls: Suite = {
  name: 'call',
  title: 'One call, one complete response',
  about: 'CPU time per call for responses of 1 KB and 100 KB, 1 and 32 at a time, as a multiple of the floor.',
  rows: callingRows,
  columns: [column('1 KB, 1 at a time'), column('1 KB, 32'), column('100 KB, 1'), column('100 KB, 32')],
  sampling: {
    kind: 'works',
    works: [work(1_000, 200, 1), work(1_000, 320, 32), work(100_000, 100, 1), work(100_000, 160, 32)],
    values: ratios,
  },
}

function column(name: string): Column {
  return { name, unit: '×', bounds: bounds(1.2, 1.25, 1.35) }
}

function work(size: number, times: number, concurrency: number): RowWork {
  return { what: 'call', scenario: { kind: 'text', size, writes: 'whole' }, times, concurrency, measure: 'cpu' }
}
