import type { MarkdownRenderer } from 'vitepress'

/** Makes an empty heading of a table, as the corner of a matrix has, a plain cell: a heading without text names nothing. */
export function tableCorners(md: MarkdownRenderer): void {
  md.core.ruler.push('table-corners', (state) => {
    for (const [index, open] of state.tokens.entries()) {
      const [text, close] = state.tokens.slice(index + 1, index + 3)
      if (open.type !== 'th_open' || text?.content !== '' || close?.type !== 'th_close') continue
      open.tag = 'td'
      close.tag = 'td'
    }
  })
}
