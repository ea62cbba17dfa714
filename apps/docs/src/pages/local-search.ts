import type { DefaultTheme, MarkdownEnv, MarkdownRenderer } from 'vitepress'

/** The search that runs in the browser: what it indexes, and what it finds first. */
export const localSearch: DefaultTheme.LocalSearchOptions = {
  _render: renderForSearch,
  miniSearch: {
    searchOptions: {
      fuzzy: 0.2,
      prefix: true,
      boost: { title: 4, text: 2, titles: 1 },
      // VitePress writes the function's text into the page: it may use nothing from outside.
      boostDocument: (id: string) => (id.includes('/api/') ? 0.4 : 1),
    },
  },
}

/** Indexes pages whole, but of the API reference only names and first sentences: the rest repeats what guides say better. */
async function renderForSearch(source: string, env: MarkdownEnv, md: MarkdownRenderer): Promise<string> {
  const html = await md.renderAsync(source, env)
  if (env.frontmatter?.['search'] === false) return ''
  return env.relativePath.includes('/api/') ? (/^[^]*?<\/h1>[^]*?(?=<h2|$)/.exec(html)?.[0] ?? '') : html
}
