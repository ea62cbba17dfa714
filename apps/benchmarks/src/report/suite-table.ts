import { styleText } from 'node:util'
import Table from 'cli-table3'
import { isOurs } from '../rows/rows.ts'
import type { Cell, Column, Suite, SuiteResult } from '../suites/suite.ts'
import { boundText, keeps, spreadText, valueText } from './cell-text.ts'

/** Draws the table of a suite for a terminal. */
export function drawTable({ title, about, columns }: Suite, { rows: results, rounds }: SuiteResult): string {
  const table = new Table({
    head: ['', ...columns.map(({ name, unit }) => (unit === '×' && name !== 'growth' ? `${name}, ×` : name))],
    style: { head: [], border: process.stdout.isTTY ? ['grey'] : [], compact: true },
    colAligns: ['left', ...columns.map(() => 'right' as const)],
  })
  for (const { row, cells } of results) {
    const name = isOurs(row) ? styleText('bold', row) : row
    table.push([name, ...cells.map((cell, index) => cellText(cell, columns[index]))])
  }
  return `\n${styleText('bold', title)}\n${about} ${rounds} rounds.\n${table.toString()}\n${legend}`
}

const legend = `Less is better; in brackets the middle half of the rounds. ≤ is our bound: ✓ kept, ✗ missed, which on a busy machine may be the machine's doing.`

function cellText(cell: Cell, column: Column | undefined): string {
  if (column === undefined) return ''
  const kept = keeps(cell)
  const spread = spreadText(cell)
  const value = `${valueText(cell, column)}${spread === '' ? '' : styleText('grey', ` (${spread})`)}`
  if (kept === undefined) return value
  return `${value} ${styleText(kept ? 'green' : 'red', `${boundText(cell)} ${kept ? '✓' : '✗'}`)}`
}
