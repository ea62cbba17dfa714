import type { LoadResult } from '../load/load-result.ts'
import { loadLines } from '../load/load-result.ts'
import type { Cell, Column, Suite, SuiteResult } from '../suites/suite.ts'
import { boundText, keeps, spreadText, valueText } from './cell-text.ts'
import { remarks } from './remarks.ts'
import type { Results } from './results.ts'
import { isOurs } from './terminal-table.ts'

/** Writes the results as a Markdown page. */
export function pageOf(suites: readonly Suite[], results: Results): string {
  const sections = suites.flatMap((suite) => {
    const result = results.suites.find((each) => each.suite === suite.name)
    return result === undefined ? [] : [section(suite, result)]
  })
  return `${[opening, ...sections, ...(results.load === undefined ? [] : [loadSection(results.load)])].join('\n\n')}\n`
}

const opening = `# What it costs

Written by \`pnpm bench\`. This library beside what one would use instead, all rows of a table in one run on one machine; a table is that of the suite's newest run. The server is a process of its own and sends bytes that were rendered before; every row is a process of its own; the rows take turns in another order each round; each round's value is divided by the floor's of the same round, and the table shows the median and, in brackets, the middle half of the rounds.

The floor is \`fetch\`, \`eventsource-parser\` and \`JSON.parse\` in a bare loop: 1 is what no client over \`fetch\` can undercut. A multiple says what a client adds to it. Rows of this library are bold; bounds stand behind their values, and in the charts as a mark. These runs shared two processor cores with other work, as the spreads show: read a value as no nearer than a fifth, and nearer where there are many rounds.`

function section(suite: Suite, { rows, rounds, measuredOn }: SuiteResult): string {
  const heads = suite.columns.map(({ name, unit }) => (unit === '×' && name !== 'growth' ? `${name}, ×` : name))
  const lines = rows.map(({ row, cells }) => {
    const texts = cells.map((cell, index) => cellText(cell, suite.columns[index]))
    return `| ${isOurs(row) ? `**${row}**` : row} | ${texts.join(' | ')} |`
  })
  const remark = remarks[suite.name]
  return [
    `## ${suite.title}`,
    `${suite.about} ${rounds} rounds, ${measuredOn}. \`pnpm bench ${suite.name}\``,
    `![${suite.title}](${suite.name}.svg)`,
    [`| | ${heads.join(' | ')} |`, `|---|${heads.map(() => '--:|').join('')}`, ...lines].join('\n'),
    ...(remark === undefined ? [] : [remark]),
  ].join('\n\n')
}

function cellText(cell: Cell, column: Column | undefined): string {
  if (column === undefined) return ''
  const spread = spreadText(cell)
  const kept = keeps(cell)
  const bound = kept === undefined ? '' : ` ${boundText(cell)} ${kept ? '✓' : '✗'}`
  return `${valueText(cell, column)}${spread === '' ? '' : ` (${spread})`}${bound}`
}

function loadSection(load: LoadResult): string {
  return ['## Under load', ...loadLines(load), remarks['load'] ?? '', '`pnpm bench load`']
    .filter((line) => line !== '')
    .join('\n\n')
}
