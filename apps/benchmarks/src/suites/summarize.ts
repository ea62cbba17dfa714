import type { Bound, Cell, RowResult, Suite, SuiteResult } from './suite.ts'

/** The values of each row, round by round: by work, or by column when the suite samples by itself. */
export type Samples = Map<string, (readonly number[])[]>

/** Makes the table of a suite: of each column the median over the rounds, each round against the floor of the same round. */
export function summarize(suite: Suite, samples: Samples): SuiteResult {
  const rows = [...samples].map(([row, rounds]) => ({ row, cells: cellsOf(suite, row, rounds, samples) }))
  return {
    suite: suite.name,
    rounds: Math.max(...[...samples.values()].map((rounds) => rounds.length)),
    measuredOn: `Node ${process.versions.node}, ${process.platform}`,
    rows: rows.map((row) => withBounds(suite, row, rows)),
  }
}

function cellsOf(suite: Suite, row: string, rounds: readonly (readonly number[])[], samples: Samples): Cell[] {
  const { sampling, columns } = suite
  const floor = samples.get('floor') ?? []
  const values = sampling.kind === 'own' ? rounds : rounds.map((own, round) => sampling.values(own, floor[round] ?? []))
  return columns.map(({ unit, parts = 1 }, index) => {
    const column = values.map((round) => round[index] ?? Number.NaN).filter((value) => !Number.isNaN(value))
    const absolute =
      unit === '×' && row === 'floor' ? median(rounds.map((own) => own[index] ?? Number.NaN)) / parts : undefined
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

/** The middle one of some numbers. */
export function median(values: readonly number[]): number {
  return quantile(values, 1 / 2)
}

/** The number that a share of some numbers lies below, between two of them where it falls there. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const place = share * (sorted.length - 1)
  const [below = Number.NaN, above = Number.NaN] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
  return below + (above - below) * (place - Math.floor(place))
}

function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
