import type { Suite, SuiteResult } from '../suites/suite.ts'
import { meetsBound } from './cell-text.ts'

/** A bound, and the value that has to stay below it. */
export interface BoundedValue {
  readonly suite: string
  readonly column: string
  readonly row: string
  readonly value: number
  readonly bound: number
  readonly isHeld: boolean
}

/** Lists all bounded values of some results. */
export function boundedValues(suites: readonly Suite[], results: readonly SuiteResult[]): readonly BoundedValue[] {
  return suites.flatMap(({ name: suite, columns }) => {
    const rows = results.find((result) => result.suite === suite)?.rows ?? []
    return rows.flatMap(({ row, cells }) =>
      cells.flatMap((cell, index) => {
        const { value, bound } = cell
        const isHeld = meetsBound(cell)
        const column = columns[index]?.name
        if (isHeld === undefined || column === undefined || value === null || bound === undefined) return []
        return [{ suite, column, row, value, bound, isHeld }]
      }),
    )
  })
}

/** Says by how much a value misses its bound, or stays below it. */
export function distanceText({ value, bound }: Pick<BoundedValue, 'value' | 'bound'>): string {
  const percent = Math.round((value / bound - 1) * 100)
  return percent > 0 ? `${percent} % over` : `${-percent} % below`
}
