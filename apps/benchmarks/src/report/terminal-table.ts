import { styleText } from 'node:util'
import Table from 'cli-table3'
import { rows } from '../rows/rows.ts'
import type { Cell, Column, Suite, SuiteResult } from '../suites/suite.ts'
import { boundText, keeps, spreadText, valueText } from './cell-text.ts'

/** Draws the table of a suite for a terminal. */
export function drawTable({ title, about, columns }: Suite, { rows: results, rounds }: SuiteResult): string {
  const table = new Table({
    head: [
      '',
      ...columns.flatMap(({ name, unit }) => [unit === '×' && name !== 'growth' ? `${name}, ×` : name, 'spread']),
    ],
    style: { head: [], border: ['grey'], compact: true },
    colAligns: ['left', ...columns.flatMap(() => ['right', 'left'] as const)],
  })
  for (const { row, cells } of results) {
    const name = isOurs(row) ? styleText('bold', row) : row
    table.push([
      name,
      ...cells.flatMap((cell, index) => [cellText(cell, columns[index]), styleText('grey', spreadText(cell))]),
    ])
  }
  return `\n${styleText('bold', title)}\n${about} ${rounds} rounds.\n${table.toString()}`
}

/** Tells our own rows, by the registry or by the name of a package of ours. */
export function isOurs(name: string): boolean {
  return rows.some((row) => row.name === name && row.kind === 'ours') || name === 'provider' || name === 'langchain'
}

function cellText(cell: Cell, column: Column | undefined): string {
  if (column === undefined) return ''
  const kept = keeps(cell)
  const text = [valueText(cell, column), boundText(cell)].filter((part) => part !== '').join('  ')
  if (kept === undefined) return text
  return styleText(kept ? 'green' : 'red', `${text} ${kept ? '✓' : '✗'}`)
}
