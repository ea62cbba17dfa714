// VitePress, because the site's source is the Markdown that GitHub shows: it renders plain CommonMark with GitHub's alerts,
// has a local search that needs no service, checks links, and is Vite, which the workspace has anyway. Starlight and
// Docusaurus want front matter or MDX in every page, and bring a second bundler and a framework.
import { defineConfig } from 'vitepress'
import { writeAssistantFiles } from '../src/assistants/assistant-files.ts'
import { deadLinks, readSite } from '../src/checks/site-links.ts'
import { diagrams } from '../src/markdown/diagrams.ts'
import { headingAnchor } from '../src/markdown/heading-anchor.ts'
import { repositoryLinks } from '../src/markdown/links.ts'
import { tabs } from '../src/markdown/tabs.ts'
import { readIndex } from '../src/pages/documentation-index.ts'
import { apiSidebars, guideSidebar, indexFaults, topNavigation } from '../src/pages/navigation.ts'
import { listPages, notPages, pageOf } from '../src/pages/page-address.ts'
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
        .use(diagrams)
        .use(repositoryLinks, (file: string) => files.includes(file))
    },
  },
  themeConfig: {
    nav: topNavigation(groups),
    sidebar: { '/': guideSidebar(groups), ...apiSidebars(files) },
    outline: { level: [2, 3] },
    search: { provider: 'local' },
    socialLinks: [{ icon: 'github', link: repository }],
    editLink: { pattern: onGitHub(':path', 'edit'), text: 'Edit this page on GitHub' },
  },
})
