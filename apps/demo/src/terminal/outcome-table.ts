import { styleText } from 'node:util'
import type { Outcome } from '../tour-runner/run-tour.ts'
import type { EntryPoint } from '../tour/step.ts'

/** Formats the outcomes as a table: step × client × API type. */
export function outcomeTable(outcomes: readonly Outcome[]): string {
  const steps = [...new Set(outcomes.map(({ step }) => step))]
  const width = Math.max(...steps.map((step) => step.length))
  const header = `${''.padEnd(width)}  ${entryPoints.map((entry) => entry.padEnd(22)).join(' ')}`
  const kinds = `${''.padEnd(width)}  ${entryPoints.map(() => apiTypes.map((type) => type.padEnd(10)).join(' ')).join('  ')}`
  const rows = steps.map((step) => {
    const cells = entryPoints.map((entry) => apiTypes.map((type) => cell(outcomes, { step, entry, type })).join(' '))
    return `${step.padEnd(width)}  ${cells.join('  ')}`
  })
  return [styleText('bold', header.trimEnd()), styleText('dim', kinds.trimEnd()), ...rows].join('\n')
}

const entryPoints: readonly EntryPoint[] = ['core', 'LangChain', 'AI SDK']
const apiTypes = ['dedicated', 'serverless'] as const

function cell(outcomes: readonly Outcome[], at: { step: string; entry: EntryPoint; type: string }): string {
  const outcome = outcomes.find(
    ({ step, entryPoint, apiType }) => step === at.step && entryPoint === at.entry && apiType === at.type,
  )
  if (!outcome) return styleText('dim', '·'.padEnd(10))
  return outcome.error === undefined ? styleText('green', '✓'.padEnd(10)) : styleText('red', '✗'.padEnd(10))
}
