import type { Result } from '../replay-folder.ts'
import { own } from '../requests/replay-request.ts'
import { type Counts, count, countTable, sum } from './counts.ts'

type Kind = Result['verdict']['kind']

/** Counts the results of a run. */
export class Tally {
  readonly #results = new Map<string, Counts<Kind>>()
  readonly #others = new Map<string, Counts<Kind>>()
  readonly #requests = new Map<string, Counts<Kind>>()
  readonly #requestReasons: Counts = new Map()
  readonly #reasons: Counts = new Map()
  readonly #skipped: Counts = new Map()

  /** Counts a result. */
  add({ project, family, verdict, others, requests }: Result): void {
    this.#addRequests(requests)
    if (verdict.kind === 'skipped') return count(this.#skipped, (verdict.reasons[0] ?? '').replace(/ \(.*/, ''))
    count(rowOf(this.#results, `${project} | ${family}`), verdict.kind)
    for (const { kind } of others) count(rowOf(this.#others, family), kind)
    if (verdict.kind === 'equal' || verdict.kind === 'wrong') return
    for (const reason of verdict.reasons) count(this.#reasons, reason)
  }

  /** The number of answers and requests that went wrong, with the formatter of the family and with others. */
  get wrong(): number {
    const tables = [this.#results, this.#others, this.#requests]
    return tables.reduce((total, table) => total + totalOf(table, 'wrong'), 0)
  }

  /** The table of projects and formats. */
  results(): string {
    return kindTable(['project', 'format', 'recorded'], 'all | ', this.#results)
  }

  /** The table of what formatters made of the answers of other families. */
  others(): string {
    return kindTable(['format', 'readings by other formatters'], 'all', this.#others)
  }

  /** The table of reasons for what is not equal. */
  reasons(): string {
    return countTable(['different by design, or refused', 'responses'], this.#reasons)
  }

  /** The table of recorded requests and what formatters wrote for them. */
  requests(): string {
    return kindTable(['formatter', 'requests'], 'all', this.#requests)
  }

  /** The table of reasons for what was not written as it was recorded. */
  requestReasons(): string {
    return countTable(['written in another way, or refused', 'requests'], this.#requestReasons)
  }

  /** The table of what was not played. */
  skipped(): string {
    return countTable(['not played', 'responses or files'], this.#skipped)
  }

  #addRequests(requests: Result['requests']): void {
    for (const { formatter, kind, reasons } of requests) {
      count(rowOf(this.#requests, formatter), kind)
      if (formatter !== own || kind === 'equal' || kind === 'wrong') continue
      for (const reason of reasons) count(this.#requestReasons, reason)
    }
  }
}

const kinds: readonly Kind[] = ['equal', 'by design', 'refused', 'wrong']

function rowOf(rows: Map<string, Counts<Kind>>, key: string): Counts<Kind> {
  const row = rows.get(key) ?? new Map<Kind, number>()
  rows.set(key, row)
  return row
}

function totalOf(rows: ReadonlyMap<string, Counts<Kind>>, kind: Kind): number {
  return [...rows.values()].reduce((total, row) => total + (row.get(kind) ?? 0), 0)
}

function kindTable(columns: readonly string[], all: string, rows: ReadonlyMap<string, Counts<Kind>>): string {
  const lines = [...rows]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, row]) => `| ${key} | ${sum(row)} | ${kinds.map((kind) => row.get(kind) ?? 0).join(' | ')} |`)
  const totals = kinds.map((kind) => totalOf(rows, kind))
  const names = [...columns, ...kinds]
  return [
    `| ${names.join(' | ')} |`,
    `| ${names.map((_, position) => (position < columns.length - 1 ? '---' : '--:')).join(' | ')} |`,
    ...lines,
    `| ${all} | ${totals.reduce((total, value) => total + value, 0)} | ${totals.join(' | ')} |`,
  ].join('\n')
}
