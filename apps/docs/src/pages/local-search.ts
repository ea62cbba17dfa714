import type { DefaultTheme, MarkdownEnv, MarkdownRenderer } from 'vitepress'

/** The search that runs in the browser: what it indexes, and what it finds first. */
export const localSearch: DefaultTheme.LocalSearchOptions = {
  _render: renderForSearch,
  miniSearch: {
    options: {
      // VitePress writes the text of these functions into the page: they may use nothing from outside.
      // "Next.js" is found as "next", "js" and "nextjs".
      tokenize: (text: string) => {
        const words = text.split(/[\n\r\p{Z}\p{P}]+/u)
        const joined = text.match(/\w+(?:[.-]\w+)+/g) ?? []
        return [...words, ...joined.map((word) => word.replaceAll(/[.-]/g, ''))]
      },
    },
    searchOptions: {
      fuzzy: 0.2,
      prefix: true,
      boost: { title: 4, text: 2, titles: 1 },
      boostDocument: (id: string) => (/\/(?:api|changelog)\//.test(id) ? 0.4 : 1),
    },
  },
}

/** Indexes pages whole, but of the API reference only names and first sentences: the rest repeats what guides say better. */
async function renderForSearch(source: string, env: MarkdownEnv, md: MarkdownRenderer): Promise<string> {
  const html = await md.renderAsync(source, env)
  if (env.frontmatter?.['search'] === false) return ''
  return env.relativePath.includes('/api/') ? (/^[^]*?<\/h1>[^]*?(?=<h2|$)/.exec(html)?.[0] ?? '') : html
}
