import type { MarkdownRenderer } from 'vitepress'

/** Lets long names and URLs in narrow columns break between their words, where a reader would. */
export function codeBreaks(md: MarkdownRenderer): void {
  const inline = md.renderer.rules.code_inline
  md.renderer.rules.code_inline = (tokens, index, options, env, self) => {
    const html = inline?.(tokens, index, options, env, self) ?? ''
    const start = html.indexOf('>') + 1
    const end = html.lastIndexOf('</')
    return html.slice(0, start) + withBreaks(html.slice(start, end)) + html.slice(end)
  }
}

/** Entities such as `&lt;` stay whole. */
function withBreaks(text: string): string {
  return text.replaceAll(/(?<=[a-z])(?=[A-Z][a-z])|(?<=[/._?=])(?=\w)/g, '<wbr>')
}
