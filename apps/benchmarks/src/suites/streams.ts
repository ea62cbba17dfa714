import type { Scenario } from '../server/scenario.ts'
import { allRows, bounds, callingRows, overNode, ratios, streamTextBound } from './row-sets.ts'
import type { Suite } from './suite.ts'

/** A stream that arrives faster than it can be read. */
export const bulk: Suite = {
  name: 'stream',
  title: 'A stream of 20 000 deltas in writes of 32 KiB',
  about: 'CPU time per delta when each network read contains many, as a multiple of the floor.',
  rows: allRows,
  pairs: 3,
  columns: [
    {
      name: 'CPU per delta',
      unit: '×',
      parts: 20_000,
      bounds: { ...bounds(1.3, 1.6, 2.2), ...overNode(1.3), ...streamTextBound },
    },
  ],
  sampling: { kind: 'workloads', workloads: [streams(20_000, 'bulk')], values: ratios },
}

/** A stream with one event per write. */
export const events: Suite = {
  name: 'events',
  title: 'A stream of 20 000 deltas, one event per write',
  about:
    'CPU time per delta when every event is written separately, as a multiple of the floor; the kernel merges some writes.',
  rows: allRows,
  columns: [
    { name: 'CPU per delta', unit: '×', parts: 20_000, bounds: { ...bounds(1.15, 1.4, 1.6), ...overNode(1.15) } },
  ],
  sampling: { kind: 'workloads', workloads: [streams(20_000, 'event')], values: ratios },
}

/** What a short-lived function sees: the first stream and the first call of a process. The bounds are 1.5 times the warm ones. */
export const cold: Suite = {
  name: 'cold',
  title: 'The first stream and the first call of a process',
  about:
    'CPU time before the code is compiled, as a multiple of the floor: per delta of a stream of 1 000, in writes of 32 KiB and one event per write; of one call of 1 KB; and the elapsed time to the first delta. Each value has a process of its own; loading the client is not included.',
  rows: callingRows.filter((name) => !name.includes('streamText')),
  columns: [
    { name: 'delta, 32 KiB writes', unit: '×', parts: 1_000, bounds: { ...bounds(1.95, 2.4, 3.3), ...overNode(1.95) } },
    { name: 'delta, one per write', unit: '×', parts: 1_000, bounds: { ...bounds(1.73, 2.1, 2.4), ...overNode(1.73) } },
    { name: 'first call', unit: '×', bounds: { ...bounds(1.58, 1.88, 1.95), ...overNode(1.13) } },
    { name: 'first delta', unit: '×', bounds: { ...bounds(1.65, 1.8, 1.88), ...overNode(1.2) } },
  ],
  sampling: {
    kind: 'workloads',
    fresh: true,
    workloads: [
      streams(1_000, 'bulk'),
      streams(1_000, 'event'),
      { what: 'call', scenario: { kind: 'text', size: 1_000, writes: 'whole' }, times: 1, measure: 'cpu' },
      { ...streams(5, 'bulk'), measure: 'first-delta' },
    ],
    values: ratios,
  },
}

/** Streams at the pace of a model. */
export const trickle: Suite = {
  name: 'trickle',
  title: '64 streams, one event per packet every 8 ms',
  about: 'CPU time per delta for 64 concurrent streams at the pace of a model, as a multiple of the floor.',
  // Each round of a row takes most of a second, regardless of its CPU time.
  rows: callingRows.filter((name) => !name.includes('streamText')),
  columns: [{ name: 'CPU per delta', unit: '×', parts: 60, bounds: { ...bounds(1.1, 1.3, 1.4), ...overNode(1) } }],
  sampling: {
    kind: 'workloads',
    workloads: [{ ...streams(60, 'trickle'), times: 64, concurrency: 64 }],
    values: ratios,
  },
}

/** The time to the first text. */
export const firstDelta: Suite = {
  name: 'first-delta',
  title: 'Time to the first delta, warm',
  about:
    'Time from the call to the first text on a warm connection, as a multiple of the floor; each value is the median of 200 calls.',
  rows: allRows,
  pairs: 3,
  columns: [{ name: 'time', unit: '×', bounds: { ...bounds(1.1, 1.2, 1.25), ...overNode(0.8) } }],
  sampling: {
    kind: 'workloads',
    workloads: [{ ...streams(5, 'bulk'), times: 200, measure: 'first-delta' }],
    values: ratios,
  },
}

function streams(size: number, writes: Scenario['writes']) {
  return { what: 'stream', scenario: { kind: 'text', size, writes }, times: 1, measure: 'cpu' } as const
}
