import { styleText } from 'node:util'
import Table from 'cli-table3'
import { isOurs } from '../rows/rows.ts'
import type { Cell, Column, Suite, SuiteResult } from '../suites/suite.ts'
import { boundText, meetsBound, spreadText, valueText } from './cell-text.ts'

/** Formats the results of a suite as a table for a terminal. */
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

const legend = `Lower is better; the interquartile range is in parentheses. ≤ marks a bound: ✓ met, ✗ missed (possibly because of other load on the machine).`

function cellText(cell: Cell, column: Column | undefined): string {
  if (column === undefined) return ''
  const met = meetsBound(cell)
  const spread = spreadText(cell)
  const value = `${valueText(cell, column)}${spread === '' ? '' : styleText('grey', ` (${spread})`)}`
  if (met === undefined) return value
  return `${value} ${styleText(met ? 'green' : 'red', `${boundText(cell)} ${met ? '✓' : '✗'}`)}`
}
