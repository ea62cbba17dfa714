import type { Workload } from '../workload/workload.ts'

/** A measurement of many rows. */
export interface Suite {
  readonly name: string
  readonly title: string
  /** What is measured, in a sentence. */
  readonly about: string
  readonly rows: readonly string[]
  readonly columns: readonly Column[]
  /** The most rounds of a row. @default 30 */
  readonly rounds?: number | undefined
  /**
   * How many pairs of processes, of the row and of the floor, take a share of the rounds each, for suites whose processes are
   * kept. Two processes of one row can differ by a factor of two. @default 1
   */
  readonly pairs?: number | undefined
  /** How the values are measured. */
  readonly sampling: Sampling
}

/** A column of the results. */
export interface Column {
  readonly name: string
  /** `×` for a multiple of the floor, or the unit of an absolute value. */
  readonly unit: '×' | 'kB' | 'B' | 'ms'
  /** The number of parts, such as deltas, in one run of the workload; the floor's absolute value is shown per part. @default 1 */
  readonly parts?: number | undefined
  /** The maximum value, by row. */
  readonly bounds: Readonly<Record<string, Bound>>
}

/** A number, or a share of another row's value. */
export type Bound = number | { readonly share: number; readonly of: string }

/** How a suite takes its samples: workloads in row processes, or a function of its own. */
export type Sampling =
  | {
      readonly kind: 'workloads'
      readonly workloads: readonly RowWorkload[]
      /** Whether every workload of a round gets a new process. */
      readonly fresh?: boolean | undefined
      /** Computes the columns from the workloads' values, the row's own and the floor's. */
      readonly values: (own: readonly number[], floor: readonly number[]) => readonly number[]
    }
  | { readonly kind: 'own'; readonly sample: (row: string) => Promise<readonly number[]> }

/** A workload, with the rows that would take minutes for it. */
export interface RowWorkload extends Workload {
  readonly tooLongFor?: readonly string[] | undefined
}

/** The result of a suite. */
export interface SuiteResult {
  readonly suite: string
  readonly rounds: number
  readonly rows: readonly RowResult[]
  readonly measuredOn: string
}

/** The result of one row: a cell for each column. */
export interface RowResult {
  readonly row: string
  readonly cells: readonly Cell[]
}

/** The median and the quartiles of a column's values over the rounds; `null` if the row was skipped. */
export interface Cell {
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
  /** The maximum value, if there is a bound. */
  readonly bound?: number | undefined
  /** The floor's absolute value, in microseconds or bytes. */
  readonly absolute?: number | undefined
}
