import { linkTarget } from '../markdown/link-target.ts'
import { siteUrl } from '../pages/repository.ts'

/**
 * Returns a page's Markdown as an assistant reads it best: without front matter and the comments that only the site and
 * the tests need, with links to the Markdown of other pages.
 * @param file - The page's file, as a path in the repository.
 */
export function plainMarkdown(file: string, markdown: string, isPage: (file: string) => boolean): string {
  const body = markdown.replace(/^---\n[^]*?\n---\n/, '')
  const parts = body.split(/^(```[^]*?^```$)/m)
  const plain = parts.map((part) => (part.startsWith('```') ? part : plainProse(part, file, isPage)))
  return `${plain.join('').trim()}\n`
}

/** Returns the address of a page's Markdown. */
export function markdownUrl(address: string): string {
  return `${siteUrl}${address === '' || address.endsWith('/') ? `${address}index` : address}.md`
}

/** Padding aligns a table's columns for people who edit it, and is half of its text. */
function withoutPadding(row: string): string {
  return row.replaceAll(/ {2,}/g, ' ').replaceAll(/-{4,}/g, '---')
}

function plainProse(prose: string, file: string, isPage: (file: string) => boolean): string {
  return prose
    .replaceAll(/^<!--[^]*?-->\n+/gm, '')
    .replaceAll(/^\|.*$/gm, withoutPadding)
    .replaceAll(/(`+)[^]*?\1|\]\(([^)\s]+)\)/g, (text, ticks: string | undefined, href: string | undefined) => {
      if (ticks !== undefined || href === undefined || href.startsWith('#')) return text
      const target = linkTarget(file, href, isPage)
      return `](${target.kind === 'page' ? markdownUrl(target.address) + target.hash : target.href})`
    })
}
