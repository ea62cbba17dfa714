/** Whether a command printed what a document shows. `…` stands for anything, on a line of its own for any lines. */
export function isOutput(shown: string, printed: string): boolean {
  const pattern = shown
    .trim()
    .split('\n')
    .map((line) => (line.trim() === '…' ? '[^]*?' : line.trimEnd().split('…').map(escaped).join('.*?') + '\\s*?'))
    .join('\n')
    .replaceAll('[^]*?\n', '[^]*?')
  return new RegExp(`^\\s*${pattern}\\s*$`).test(withoutColors(printed))
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

function withoutColors(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replaceAll(/\u001B\[[\d;]*m/g, '')
}
