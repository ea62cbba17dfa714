import type { Cell, Suite, SuiteResult } from '../suites/suite.ts'
import { boundText, meetsBound, valueText } from './cell-text.ts'
import { isOurs } from '../rows/rows.ts'

/*
 * The SVG is written by hand: bars need only four kinds of elements, and the chart libraries that work without a browser
 * have more dependencies than all peers together.
 */

const bar = 18
const gap = 6
const left = 230
const width = 420
const right = 150

/** Draws the first bounded column of a suite as bars, with a mark at each bound. */
export function drawBars(suite: Suite, { rows }: SuiteResult): string {
  const index = Math.max(
    0,
    suite.columns.findIndex(({ bounds }) => Object.keys(bounds).length > 0),
  )
  const column = suite.columns[index]
  const drawn = rows.flatMap(({ row, cells }) => (cells[index] === undefined ? [] : [{ row, cell: cells[index] }]))
  const longest = Math.max(...drawn.map(({ cell }) => Math.max(cell.value ?? 0, cell.bound ?? 0)))
  const height = 44 + drawn.length * (bar + gap)
  const bars = drawn.map(({ row, cell }, place) => {
    const label = column === undefined ? '' : valueText(cell, column)
    return drawBar({ row, cell, label }, { y: 40 + place * (bar + gap), scale: width / longest })
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${left + width + right}" height="${height}" font-family="system-ui, sans-serif" font-size="12">
<style>text{fill:#1f2328}.muted{fill:#59636e}@media(prefers-color-scheme:dark){text{fill:#f0f6fc}.muted{fill:#9198a1}}</style>
<text x="0" y="16" font-size="14" font-weight="600">${escaped(`${suite.title}: ${column?.name ?? ''}`)}</text>
${bars.join('\n')}
</svg>
`
}

interface Bar {
  readonly row: string
  readonly cell: Cell
  readonly label: string
}

function drawBar({ row, cell, label }: Bar, { y, scale }: { readonly y: number; readonly scale: number }): string {
  const ours = isOurs(row)
  const length = Math.max(1, (cell.value ?? 0) * scale)
  const middle = y + bar - 5
  const color = ours ? (meetsBound(cell) === false ? '#cf222e' : '#0969da') : '#8c959f'
  const mark = cell.bound === undefined ? '' : drawBound(left + cell.bound * scale, y)
  return [
    `<text x="${left - 8}" y="${middle}" text-anchor="end"${ours ? ' font-weight="600"' : ''}>${escaped(row)}</text>`,
    cell.value === null
      ? ''
      : `<rect x="${left}" y="${y}" width="${length.toFixed(1)}" height="${bar}" rx="2" fill="${color}"/>`,
    mark,
    `<text class="muted" x="${(left + Math.max(length, (cell.bound ?? 0) * scale) + 6).toFixed(1)}" y="${middle}">${escaped(`${label} ${boundText(cell)}`.trim())}</text>`,
  ].join('')
}

function drawBound(x: number, y: number): string {
  return `<line x1="${x.toFixed(1)}" x2="${x.toFixed(1)}" y1="${y - 2}" y2="${y + bar + 2}" stroke="#bf8700" stroke-width="2"/>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
