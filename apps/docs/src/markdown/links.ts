import { relative } from 'node:path'
import type { MarkdownRenderer } from 'vitepress'
import { root } from '../pages/repository.ts'
import { linkTarget } from './link-target.ts'

/** Makes the links of pages lead where they lead on GitHub: to pages of the site, or to files in the repository. */
export function repositoryLinks(md: MarkdownRenderer, isPage: (file: string) => boolean): void {
  md.core.ruler.push('repository-links', (state) => {
    // Titles are parsed too, without an environment.
    const { realPath, path = root } = state.env as { readonly realPath?: string; readonly path?: string }
    const file = relative(root, realPath ?? path)
    for (const token of state.tokens.flatMap(({ children }) => children ?? [])) {
      const href = token.type === 'link_open' ? token.attrGet('href') : null
      if (typeof href !== 'string' || href.startsWith('#')) continue
      const target = linkTarget(file, href, isPage)
      token.attrSet('href', target.kind === 'page' ? `/${target.address}${target.hash}` : target.href)
    }
  })
}
