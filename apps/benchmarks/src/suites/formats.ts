import type { StreamFormat } from '../server/scenario.ts'
import { bounds, ratios } from './row-sets.ts'
import type { RowWorkload, Suite } from './suite.ts'

const names: Readonly<Record<StreamFormat, string>> = {
  openai: 'OpenAI',
  anthropic: 'Anthropic',
  'cohere-v2': 'Cohere v2',
  responses: 'Responses',
}

/** Streams in each of the formats. */
export const streamFormats: Suite = {
  name: 'formats',
  title: 'A stream of 20 000 deltas in each format',
  about:
    'CPU time per delta of text, as a multiple of the floor on the same wire: `fetch`, the event parser and `JSON.parse`. Writes of 32 KiB.',
  rows: ['floor', 'core', 'provider doStream', 'langchain stream'],
  columns: Object.values(names).map((name) => ({ name, unit: '×', parts: 20_000, bounds: bounds(1.6, 2, 3) })),
  sampling: { kind: 'workloads', workloads: (Object.keys(names) as StreamFormat[]).map(workload), values: ratios },
}

function workload(format: StreamFormat): RowWorkload {
  return {
    what: 'stream',
    scenario: { kind: 'text', size: 20_000, writes: 'bulk', format },
    times: 1,
    measure: 'cpu',
  }
}
