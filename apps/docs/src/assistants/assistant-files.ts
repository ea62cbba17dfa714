import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { apiEntryPoints } from '../pages/api-entry-points.ts'
import type { IndexGroup } from '../pages/documentation-index.ts'
import { addressOf, pageOf } from '../pages/page-address.ts'
import { root } from '../pages/repository.ts'
import { llmsTxt } from './llms-txt.ts'
import { markdownUrl, plainMarkdown } from './plain-markdown.ts'

/** Writes what assistants read into the folder of the built site: each page as Markdown, `llms.txt` and `llms-full.txt`. */
export function writeAssistantFiles(folder: string, files: readonly string[], groups: readonly IndexGroup[]): void {
  const pages = new Set(files)
  const plain = (file: string): string =>
    plainMarkdown(file, readFileSync(join(root, file), 'utf8'), (other) => pages.has(other))
  for (const file of files) write(join(folder, pageOf(file)), plain(file === homePage ? 'README.md' : file))
  const listed = groups.flatMap(({ entries }) => entries.map(({ file }) => file))
  const summary = /^[A-Z].*$/m.exec(plain('README.md'))?.[0] ?? ''
  write(join(folder, 'llms.txt'), llmsTxt({ summary, groups, entryPoints: apiEntryPoints(files) }))
  const full = ['README.md', ...listed, 'CONTRIBUTING.md'].map((file) => `${sourceLine(file)}\n\n${plain(file)}`)
  write(join(folder, 'llms-full.txt'), full.join('\n---\n\n'))
}

/** The home page is drawn for people; the README says the same in plain text. */
const homePage = 'apps/docs/pages/index.md'

function sourceLine(file: string): string {
  return `Source: ${markdownUrl(addressOf(pageOf(file)))}`
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
