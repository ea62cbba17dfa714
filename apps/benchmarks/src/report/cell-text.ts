import type { Cell, Column } from '../suites/suite.ts'

/** Whether a value keeps its bound. A multiple is read to two figures, since the rounds differ by more. */
export function keeps({ value, bound }: Cell): boolean | undefined {
  if (bound === undefined || value === null) return undefined
  return value <= bound
}

/** Writes a value with its unit. */
export function valueText({ value, absolute }: Cell, { unit, name }: Column): string {
  if (value === null) return '–'
  if (unit !== '×') return `${number(value)} ${unit}`
  if (name === 'growth') return number(value)
  return absolute === undefined ? number(value) : `1 (${absoluteText(absolute, name)})`
}

/** Writes how far the rounds lie apart. */
export function spreadText({ low, high }: Cell): string {
  return low === null || high === null || low === high ? '' : `${number(low)}–${number(high)}`
}

/** Writes a bound. */
export function boundText({ bound }: Cell): string {
  return bound === undefined ? '' : `≤ ${number(bound)}`
}

function absoluteText(value: number, column: string): string {
  if (column.startsWith('heap')) return `${number(value / 1_000)} kB`
  return value >= 10_000 ? `${number(value / 1_000)} ms` : `${number(value)} µs`
}

function number(value: number): string {
  if (Math.abs(value) >= 100) return String(Math.round(value))
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2)
}
