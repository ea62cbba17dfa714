import { renderMermaidSVG } from 'beautiful-mermaid'
import type { MarkdownRenderer } from 'vitepress'

/** Draws Mermaid diagrams, which GitHub draws too, while the site is built. Their colors are those of the page's theme. */
export function diagrams(md: MarkdownRenderer): void {
  const fence = md.renderer.rules.fence
  md.renderer.rules.fence = (tokens, index, options, env, self) => {
    const token = tokens[index]
    if (token?.info.trim() !== 'mermaid') return fence?.(tokens, index, options, env, self) ?? ''
    return `<div class="diagram" role="img" aria-label="${nameOf(token.content)}" tabindex="0" v-pre>${drawn(token.content)}</div>\n`
  }
}

function drawn(source: string): string {
  const svg = renderMermaidSVG(source, { ...colors, padding: 8, nodeSpacing: 16, transparent: true })
  const width = Number(/ width="([\d.]+)"/.exec(svg)?.[1])
  return (
    svg
      // Its rules would hold for the whole page, and load a font from elsewhere; site.css has those that are needed.
      .replace(/<style>[^]*?<\/style>/, '')
      // Names of nodes would be anchors of the page.
      .replaceAll(/(<g\b[^>]*?) id="[^"]*"/g, '$1')
      .replace(/ width="[^"]*" height="[^"]*" style="/, ` style="max-width:${width}px;min-width:${width * smallest}px;`)
  )
}

/** Of its own size, so that text stays readable; a narrower page scrolls the diagram. */
const smallest = 0.75

function nameOf(source: string): string {
  return source.startsWith('sequenceDiagram') ? 'Sequence diagram' : 'Flow chart'
}

const colors = {
  bg: 'var(--vp-c-bg)',
  fg: 'var(--vp-c-text-1)',
  line: 'var(--vp-c-text-3)',
  accent: 'var(--vp-c-brand-1)',
  muted: 'var(--vp-c-text-2)',
  surface: 'var(--vp-c-bg-soft)',
  border: 'var(--vp-c-divider)',
}
