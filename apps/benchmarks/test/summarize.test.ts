import { expect, it } from 'vitest'
import { ratios } from '../src/suites/row-sets.ts'
import { median, type Sample, summarize } from '../src/suites/summarize.ts'
import type { Suite } from '../src/suites/suite.ts'

const suite: Suite = {
  name: 'example',
  title: 'An example',
  about: '',
  rows: ['floor', 'core', 'provider'],
  columns: [{ name: 'cost', unit: '×', parts: 10, bounds: { core: 1.5, provider: { share: 0.5, of: 'core' } } }],
  sampling: { kind: 'workloads', workloads: [], values: ratios },
}

it('divides each value by the floor of the same round, then takes the median and the quartiles', () => {
  const { rows } = summarize(
    suite,
    new Map<string, Sample[]>([
      [
        'floor',
        [
          { own: [10], floor: [10] },
          { own: [100], floor: [100] },
          { own: [20], floor: [20] },
        ],
      ],
      [
        'core',
        [
          { own: [40], floor: [20] },
          { own: [110], floor: [100] },
          { own: [30], floor: [20] },
        ],
      ],
      ['provider', [{ own: [Number.NaN], floor: [10] }]],
    ]),
  )
  expect(rows.map(({ row, cells: [cell] }) => [row, cell])).toEqual([
    ['floor', { value: 1, low: 1, high: 1, absolute: 2 }],
    ['core', { value: 1.5, low: 1.3, high: 1.75, bound: 1.5 }],
    ['provider', { value: null, low: null, high: null, bound: 0.75 }],
  ])
})

it('takes the mean of the two middle values', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5)
})
