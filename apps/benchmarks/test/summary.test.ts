import { expect, it } from 'vitest'
import { boundedValues, distanceText } from '../src/report/bounds.ts'
import { comparisonLines } from '../src/report/comparison.ts'
import { drawBounds, summaryOf } from '../src/report/summary.ts'
import { ratios } from '../src/suites/row-sets.ts'
import type { Suite, SuiteResult } from '../src/suites/suite.ts'

const suite: Suite = {
  name: 'stream',
  title: 'A stream',
  about: '',
  rows: ['floor', 'core', 'openai', 'provider doStream'],
  columns: [{ name: 'CPU per delta', unit: '×', bounds: {} }],
  sampling: { kind: 'workloads', workloads: [], values: ratios },
}
const row = (name: string, value: number, bound?: number): SuiteResult['rows'][number] => ({
  row: name,
  cells: [{ value, low: null, high: null, bound }],
})
const results: readonly SuiteResult[] = [
  {
    suite: 'stream',
    rounds: 1,
    measuredOn: '',
    rows: [row('floor', 1), row('core', 0.9, 1.2), row('openai', 3.6), row('provider doStream', 2, 1.6)],
  },
]

it('lists every bound with the distance of its value', () => {
  const values = boundedValues([suite], results)
  expect(values.map((value) => [value.row, value.isHeld, distanceText(value)])).toEqual([
    ['core', true, '25 % below'],
    ['provider doStream', false, '25 % over'],
  ])
})

it('says what each of our rows costs compared with its peer', () => {
  expect(comparisonLines(results).at(-1)).toMatch(/^\| \*\*core\*\* and openai \| 25 % \|/)
})

it('summarizes the page and the terminal', () => {
  expect(summaryOf([suite], results)).toContain(
    '1 of 2 bounds are held.\n\n- A stream: 1 of 2; closest is core, CPU per delta, 25 % below\n\nMissed:\n\n' +
      '- `stream`: provider doStream, CPU per delta is 2.00 instead of 1.60 (25 % over)',
  )
  expect(drawBounds([suite], results)).toContain('✓ stream: core, CPU per delta: 0.90 ≤ 1.20 (25 % below)')
})
