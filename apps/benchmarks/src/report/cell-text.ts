import type { Cell, Column } from '../suites/suite.ts'

/** Tells whether a value meets its bound; `undefined` if there is no value or no bound. */
export function meetsBound({ value, bound }: Cell): boolean | undefined {
  if (bound === undefined || value === null) return undefined
  return value <= bound
}

/** Formats a value with its unit. */
export function valueText({ value, absolute }: Cell, { unit, name }: Column): string {
  if (value === null) return '–'
  if (unit !== '×') return `${number(value)} ${unit}`
  if (name === 'growth') return number(value)
  return absolute === undefined ? number(value) : `1 (${absoluteText(absolute, name)})`
}

/** Formats the interquartile range of the rounds. */
export function spreadText({ low, high }: Cell): string {
  return low === null || high === null || low === high ? '' : `${number(low)}–${number(high)}`
}

/** Formats a bound. */
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
