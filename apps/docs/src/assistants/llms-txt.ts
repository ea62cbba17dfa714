import type { ApiEntryPoint } from '../pages/api-entry-points.ts'
import type { IndexGroup } from '../pages/documentation-index.ts'
import { addressOf, pageOf } from '../pages/page-address.ts'
import { siteUrl } from '../pages/repository.ts'
import { markdownUrl } from './plain-markdown.ts'

/** What `llms.txt` lists. */
export interface LlmsIndex {
  readonly summary: string
  readonly groups: readonly IndexGroup[]
  readonly entryPoints: readonly ApiEntryPoint[]
}

/** Returns `llms.txt`, in the form of https://llmstxt.org: a title, a summary, notes, and lists of links under headings. */
export function llmsTxt({ summary, groups, entryPoints }: LlmsIndex): string {
  const sections = groups.map(({ title, entries }) =>
    section(
      title,
      entries.map(({ file, title: name, description }) => link(file, name, description)),
    ),
  )
  const api = entryPoints.map(({ file, name }) =>
    link(file, `@azureml-endpoints/${name}`, 'every exported name, with a page each'),
  )
  const others = [
    link('CONTRIBUTING.md', 'Contributing', 'writing a formatter, developing, releasing'),
    link('apps/docs/generated/changelog/index.md', 'Changelog', 'what changed in each package'),
  ]
  return [
    `# azureml-endpoints\n\n> ${summary}\n\n${notes}`,
    ...sections,
    section('API reference', api),
    section('Optional', others),
  ]
    .join('\n\n')
    .concat('\n')
}

const notes = [
  '- Each page of the documentation is also Markdown, at its address with `.md` added.',
  `- All pages but the API reference in one file: [llms-full.txt](${siteUrl}llms-full.txt)`,
  '- The packages are ECMAScript modules for Node 22.12 or later, Bun, Deno and edge runtimes.',
].join('\n')

function section(title: string, links: readonly string[]): string {
  return `## ${title}\n\n${links.join('\n')}`
}

function link(file: string, title: string, description: string): string {
  return `- [${title}](${markdownUrl(addressOf(pageOf(file)))}): ${description}`
}
