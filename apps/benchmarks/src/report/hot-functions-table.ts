import { styleText } from 'node:util'
import Table from 'cli-table3'
import type { HotFunction } from '../workload/workload.ts'

/** Formats a table of the functions that took most of a row's time. */
export function drawHotFunctions(row: string, functions: readonly HotFunction[]): string {
  const table = new Table({
    head: ['own time', 'function', 'where'],
    style: { head: [], border: ['grey'], compact: true },
  })
  for (const { name, file, share } of functions) table.push([`${(share * 100).toFixed(1)} %`, name, file])
  return `\n${styleText('bold', row)}\n${table.toString()}`
}
