/** Writes a table as the formatter of this repository aligns it: the headings first, then the rows. */
export function markdownTable(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, at) => Math.max(3, ...lines.map((cells) => cells[at]?.length ?? 0)))
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |\n`
  const [header = [], ...rows] = lines
  return [header, widths.map((width) => '-'.repeat(width)), ...rows].map(line).join('')
}
