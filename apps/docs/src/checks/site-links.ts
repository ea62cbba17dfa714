import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { base, repository, root, siteUrl } from '../pages/repository.ts'

/** A file of the built site, with the links and the anchors in it. */
export interface SiteFile {
  readonly path: string
  readonly links: readonly string[]
  readonly anchors: ReadonlySet<string>
}

/** Reads every page of a built site, and the Markdown for assistants. */
export function readSite(folder: string): readonly SiteFile[] {
  const read = (path: string): string => readFileSync(join(folder, path), 'utf8')
  const pages = globSync('**/*.html', { cwd: folder }).map((path) => parsePage(path, read(path)))
  const texts = globSync(['**/*.md', 'llms.txt'], { cwd: folder }).map((path) => parseMarkdown(path, read(path)))
  return [...pages, ...texts]
}

/** Parses a page: where its links lead, and which anchors it has. */
export function parsePage(path: string, html: string): SiteFile {
  const links = Array.from(html.matchAll(/<a\s[^>]*?href="([^"]*)"/g), ([, href = '']) => href.replaceAll('&amp;', '&'))
  const anchors = new Set(Array.from(html.matchAll(/\sid="([^"]+)"/g), ([, id = '']) => id))
  return { path, links, anchors }
}

function parseMarkdown(path: string, markdown: string): SiteFile {
  const prose = markdown.replaceAll(/^```[^]*?^```$/gm, '').replaceAll(/(`+)[^]*?\1/g, '')
  return { path, links: Array.from(prose.matchAll(/\]\(([^)\s]+)\)/g), ([, href = '']) => href), anchors: new Set() }
}

/** Lists the links that lead nowhere: to a missing page, a missing anchor, or a missing file of the repository. */
export function deadLinks(files: readonly SiteFile[]): readonly string[] {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const faults = files.flatMap(({ path, links }) =>
    links.filter((link) => isDead(link, path, byPath)).map((link) => `${path} links to ${link}`),
  )
  return [...new Set(faults)]
}

function isDead(link: string, from: string, files: ReadonlyMap<string, SiteFile>): boolean {
  const [address = '', hash = ''] = link.split('#', 2)
  const onGitHub = new RegExp(`^${repository}/(?:blob|tree|edit)/main/(.+)$`).exec(address)?.[1]
  if (onGitHub !== undefined) return !existsSync(join(root, onGitHub))
  const path = address === '' ? from : pathOf(address)
  if (path === undefined) return false
  const anchor = decodeURIComponent(hash)
  const page = files.get(path)
  if (page === undefined) return path !== 'llms-full.txt'
  // Markdown has the anchors of its page.
  return anchor !== '' && files.get(path.replace(/\.md$/, '.html'))?.anchors.has(anchor) !== true
}

/** Returns the file that GitHub Pages serves at an address of the site. */
function pathOf(address: string): string | undefined {
  const start = [siteUrl, base].find((prefix) => address.startsWith(prefix))
  if (start === undefined) return undefined
  const path = decodeURI(address.slice(start.length))
  if (path === '' || path.endsWith('/')) return `${path}index.html`
  return /\.(html|md|txt)$/.test(path) ? path : `${path}.html`
}
