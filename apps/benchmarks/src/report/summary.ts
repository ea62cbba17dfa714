import { styleText } from 'node:util'
import type { Suite, SuiteResult } from '../suites/suite.ts'
import { type BoundedValue, boundedValues, distanceText } from './bounds.ts'
import { comparisonLines } from './comparison.ts'

/** Formats the summary at the start of the results page: what users pay compared with the peers, and which bounds are held. */
export function summaryOf(suites: readonly Suite[], results: readonly SuiteResult[]): string {
  const values = boundedValues(suites, results)
  const missed = values.filter(({ isHeld }) => !isHeld)
  const held = suites.flatMap((suite) => heldLine(suite, values))
  return [
    '## Summary',
    'What this library costs, in percent of what the peer costs: 25 % is a quarter. Bold values are above 100 %, where the peer is cheaper.',
    comparisonLines(results).join('\n'),
    `${values.length - missed.length} of ${values.length} bounds are held.`,
    held.join('\n'),
    ...(missed.length === 0 ? [] : ['Missed:', missed.map(missedLine).join('\n')]),
  ].join('\n\n')
}

function heldLine({ name, title }: Suite, values: readonly BoundedValue[]): readonly string[] {
  const all = values.filter(({ suite }) => suite === name)
  const held = all.filter(({ isHeld }) => isHeld)
  const [closest] = held.toSorted((one, other) => other.value / other.bound - one.value / one.bound)
  if (closest === undefined) return []
  const count = held.length === all.length ? `all ${all.length}` : `${held.length} of ${all.length}`
  return [`- ${title}: ${count}; closest is ${placeOf(closest)}, ${distanceText(closest)}`]
}

function missedLine(value: BoundedValue): string {
  return `- \`${value.suite}\`: ${placeOf(value)} is ${value.value.toFixed(2)} instead of ${value.bound.toFixed(2)} (${distanceText(value)})`
}

function placeOf({ row, column }: BoundedValue): string {
  return `${row}, ${column}`
}

/** Formats all bounds of a run for a terminal. */
export function drawBounds(suites: readonly Suite[], results: readonly SuiteResult[]): string {
  const values = boundedValues(suites, results)
  const lines = values.map((value) => {
    const { suite, bound, isHeld } = value
    const text = `${isHeld ? '✓' : '✗'} ${suite}: ${placeOf(value)}: ${value.value.toFixed(2)} ≤ ${bound.toFixed(2)} (${distanceText(value)})`
    return isHeld ? text : styleText('red', text)
  })
  const held = values.filter(({ isHeld }) => isHeld).length
  return `\n${styleText('bold', 'Bounds')}\n${lines.join('\n')}\n${held} of ${values.length} are held.`
}
