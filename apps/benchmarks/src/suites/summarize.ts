import type { Bound, Cell, RowResult, Suite, SuiteResult } from './suite.ts'

/** The values of one row in one round: one per workload, or one per column if the suite has its own sampling. */
export interface Sample {
  readonly own: readonly number[]
  /** The floor's. */
  readonly floor: readonly number[]
}

/** The samples of each row by round. */
export type Samples = Map<string, Sample[]>

/** Computes the results of a suite: the median of each column over the rounds, relative to the floor's in the same round. */
export function summarize(suite: Suite, samples: Samples): SuiteResult {
  const rows = [...samples].map(([row, rounds]) => ({ row, cells: cellsOf(suite, row, rounds) }))
  return {
    suite: suite.name,
    // The floor has as many as all rows together.
    rounds: Math.min(...[...samples.values()].map((rounds) => rounds.length)),
    measuredOn: `Node ${process.versions.node}, ${process.platform}`,
    rows: rows.map((row) => withBounds(suite, row, rows)),
  }
}

function cellsOf(suite: Suite, row: string, rounds: readonly Sample[]): Cell[] {
  const { sampling, columns } = suite
  const values = rounds.map(({ own, floor }) => (sampling.kind === 'own' ? own : sampling.values(own, floor)))
  return columns.map(({ unit, parts = 1 }, index) => {
    const column = values.map((round) => round[index] ?? Number.NaN).filter((value) => !Number.isNaN(value))
    const absolute =
      unit === '×' && row === 'floor' ? median(rounds.map(({ own }) => own[index] ?? Number.NaN)) / parts : undefined
    return {
      value: orNull(median(column)),
      low: orNull(quantile(column, 1 / 4)),
      high: orNull(quantile(column, 3 / 4)),
      absolute,
    }
  })
}

function withBounds({ columns }: Suite, { row, cells }: RowResult, rows: readonly RowResult[]): RowResult {
  return {
    row,
    cells: cells.map((cell, index) => {
      const bound = columns[index]?.bounds[row]
      const most = bound === undefined ? undefined : numberOf(bound, rows, index)
      return most === undefined ? cell : { ...cell, bound: most }
    }),
  }
}

function numberOf(bound: Bound, rows: readonly RowResult[], index: number): number | undefined {
  if (typeof bound === 'number') return bound
  const other = rows.find(({ row }) => row === bound.of)?.cells[index]?.value
  return typeof other === 'number' ? bound.share * other : undefined
}

/** Returns the median. */
export function median(values: readonly number[]): number {
  return quantile(values, 1 / 2)
}

/** Returns a quantile, with linear interpolation. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const place = share * (sorted.length - 1)
  const [below = Number.NaN, above = Number.NaN] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
  return below + (above - below) * (place - Math.floor(place))
}

function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
