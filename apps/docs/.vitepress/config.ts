import { defineConfig } from 'vitepress'
import { writeAssistantFiles } from '../src/assistants/assistant-files.ts'
import { deadLinks, readSite } from '../src/checks/site-links.ts'
import { codeBreaks } from '../src/markdown/code-breaks.ts'
import { diagrams } from '../src/markdown/diagrams.ts'
import { headingAnchor } from '../src/markdown/heading-anchor.ts'
import { repositoryLinks } from '../src/markdown/links.ts'
import { tableCorners } from '../src/markdown/table-corners.ts'
import { tabs } from '../src/markdown/tabs.ts'
import { readIndex } from '../src/pages/documentation-index.ts'
import { apiSidebars, guideSidebar, indexFaults, topNavigation } from '../src/pages/navigation.ts'
import { listPages, notPages, pageOf } from '../src/pages/page-address.ts'
import { localSearch } from '../src/pages/local-search.ts'
import { vueForPages } from '../src/pages/vue-for-pages.ts'
import { base, onGitHub, repository } from '../src/pages/repository.ts'

const groups = readIndex()
const files = listPages()
const faults = indexFaults(files, groups)
if (faults.length > 0) throw new Error(faults.join('\n'))

export default defineConfig({
  title: 'azureml-endpoints',
  description: 'A TypeScript client for models on Azure Machine Learning online endpoints.',
  lang: 'en',
  base,
  cleanUrls: true,
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `${base}logo.svg` }]],
  srcDir: '../..',
  srcExclude: notPages,
  rewrites: pageOf,
  buildEnd({ pages, outDir }) {
    const unknown = pages.filter((page) => !files.includes(page))
    if (unknown.length > 0) throw new Error(`notPages does not leave out: ${unknown.join(', ')}`)
    writeAssistantFiles(outDir, files, groups)
    const dead = deadLinks(readSite(outDir))
    if (dead.length > 0) throw new Error(`These links lead nowhere. Correct them:\n  ${dead.join('\n  ')}`)
  },
  vite: {
    publicDir: 'apps/docs/public',
    plugins: [vueForPages()],
  },
  markdown: {
    anchor: { slugify: headingAnchor },
    config(md) {
      md.use(tabs)
        .use(tableCorners)
        .use(codeBreaks)
        .use(diagrams)
        .use(repositoryLinks, (file: string) => files.includes(file))
    },
  },
  themeConfig: {
    nav: topNavigation(groups),
    sidebar: { '/': guideSidebar(groups), ...apiSidebars(files) },
    outline: { level: [2, 3] },
    logo: { src: '/logo.svg', width: 24, height: 24 },
    search: { provider: 'local', options: localSearch },
    footer: { message: `MIT License. For assistants: <a href="${base}llms.txt">llms.txt</a>` },
    socialLinks: [{ icon: 'github', link: repository }],
    editLink: { pattern: onGitHub(':path', 'edit'), text: 'Edit this page on GitHub' },
  },
})
