import type { Work } from '../workload/workload.ts'

/** A question about cost, asked of many rows. */
export interface Suite {
  readonly name: string
  readonly title: string
  /** What is measured, in a sentence. */
  readonly about: string
  readonly rows: readonly string[]
  readonly columns: readonly Column[]
  /** The number of rounds. @default 15 */
  readonly rounds?: number | undefined
  /** How the values are come by. */
  readonly sampling: Sampling
}

/** What one column shows. */
export interface Column {
  readonly name: string
  /** `×` for a multiple of the floor, or the unit of an absolute value. */
  readonly unit: '×' | 'kB' | 'B' | 'ms'
  /** What one time of the work is made of, to show the floor's own value for one of them. @default 1 */
  readonly parts?: number | undefined
  /** The most that a row may have. */
  readonly bounds: Readonly<Record<string, Bound>>
}

/** A number, or a share of what another row has. */
export type Bound = number | { readonly share: number; readonly of: string }

/** How a suite comes by its values: works done in row processes, or something of its own. */
export type Sampling =
  | {
      readonly kind: 'works'
      readonly works: readonly RowWork[]
      /** Whether every round has new processes. */
      readonly fresh?: boolean | undefined
      /** The values of the columns from those of the works, its own and the floor's. */
      readonly values: (own: readonly number[], floor: readonly number[]) => readonly number[]
    }
  | { readonly kind: 'own'; readonly sample: (row: string) => Promise<readonly number[]> }

/** A work, and the rows that it would take minutes for. */
export interface RowWork extends Work {
  readonly tooLongFor?: readonly string[] | undefined
}

/** What a suite found. */
export interface SuiteResult {
  readonly suite: string
  readonly rounds: number
  readonly rows: readonly RowResult[]
  readonly measuredOn: string
}

/** What a suite found of one row: a cell for each column. */
export interface RowResult {
  readonly row: string
  readonly cells: readonly Cell[]
}

/** The median of a column's values over the rounds, and the quartiles around it; `null` where a row was left out. */
export interface Cell {
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
  /** The most it may be, when there is a bound. */
  readonly bound?: number | undefined
  /** The floor's own value in its unit: microseconds or bytes. */
  readonly absolute?: number | undefined
}
