import { allRows, bounds, callingRows, ratios } from './row-sets.ts'
import type { RowWorkload, Suite } from './suite.ts'

/** One long tool call. */
export const toolCall: Suite = {
  name: 'tool-call',
  title: 'One tool call, its arguments in deltas of 4 bytes',
  about:
    'CPU time per tool call as a multiple of the floor, and how the cost per byte grows from 20 KB to 200 KB: 1 is linear, 10 is quadratic. – means that one call takes minutes.',
  rows: allRows.filter((name) => !name.includes('coalesced')),
  columns: [
    { name: '2 KB', unit: '×', bounds: {} },
    { name: '20 KB', unit: '×', bounds: {} },
    { name: '200 KB', unit: '×', bounds: bounds(1.3, 1.6, 5) },
    { name: 'growth', unit: '×', bounds: bounds(1.25, 1.25, 1.25) },
  ],
  sampling: {
    kind: 'workloads',
    workloads: [
      toolCalls(2_000, 5),
      toolCalls(20_000, 1),
      { ...toolCalls(200_000, 1), tooLongFor: ['langchain-openai stream'] },
    ],
    values: (own, floor) => [...ratios(own, floor), (own[2] ?? Number.NaN) / (own[1] ?? Number.NaN) / 10],
  },
}

/** Long conversations. */
export const conversation: Suite = {
  name: 'conversation',
  title: 'Conversations of 1 to 4 000 messages',
  about:
    'CPU time per call as a multiple of the floor, and how the cost of a message grows from 1 000 to 4 000: 1 is linear, 4 is quadratic.',
  rows: callingRows,
  columns: [
    { name: '1 message', unit: '×', bounds: {} },
    { name: '1 000 messages', unit: '×', bounds: {} },
    { name: '4 000 messages', unit: '×', bounds: {} },
    { name: 'growth', unit: '×', bounds: bounds(1.25, 1.25, 1.25) },
  ],
  sampling: {
    kind: 'workloads',
    workloads: [conversations(1), conversations(1_000), conversations(4_000)],
    values: (own, floor) => [...ratios(own, floor), (own[2] ?? Number.NaN) / (own[1] ?? Number.NaN) / 4],
  },
}

/** Long streams. */
export const length: Suite = {
  name: 'length',
  title: 'Streams of 100 to 100 000 deltas',
  about: 'CPU time as a multiple of the floor, and how the cost of a delta grows from 10 000 to 100 000: 1 is linear.',
  rows: allRows.filter((name) => !name.includes('coalesced')),
  columns: [
    { name: '100 deltas', unit: '×', bounds: {} },
    { name: '10 000', unit: '×', bounds: {} },
    { name: '100 000', unit: '×', bounds: {} },
    { name: 'growth', unit: '×', bounds: bounds(1.25, 1.25, 1.25) },
  ],
  sampling: {
    kind: 'workloads',
    workloads: [streams(100, 40), streams(10_000, 3), streams(100_000, 1)],
    values: (own, floor) => [...ratios(own, floor), (own[2] ?? Number.NaN) / (own[1] ?? Number.NaN) / 10],
  },
}

function toolCalls(size: number, times: number): RowWorkload {
  return { what: 'callTool', scenario: { kind: 'tool', size, writes: 'bulk' }, times, measure: 'cpu' }
}

function conversations(messages: number): RowWorkload {
  return { what: 'call', scenario: { kind: 'text', size: 100, writes: 'whole' }, times: 20, messages, measure: 'cpu' }
}

function streams(size: number, times: number): RowWorkload {
  return { what: 'stream', scenario: { kind: 'text', size, writes: 'bulk' }, times, measure: 'cpu' }
}
