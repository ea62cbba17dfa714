import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { publishedPackages } from './published-packages.ts'
import { root } from './repository.ts'

/** A page as an index lists it. */
interface IndexEntry {
  /** The Markdown file, as a path in the repository. */
  readonly file: string
  readonly title: string
  /** The question that the page answers, or what the package is. */
  readonly description: string
}

/** Pages under one heading of an index. */
export interface IndexGroup {
  readonly title: string
  readonly entries: readonly IndexEntry[]
}

/** Reads the groups of pages from docs/README.md, and adds the packages. */
export function readIndex(): readonly IndexGroup[] {
  const pages = parseIndex('docs/README.md', readFileSync(join(root, 'docs/README.md'), 'utf8'))
  const packages = publishedPackages()
    .map(({ folder, description }) => ({ file: `packages/${folder}/README.md`, title: folder, description }))
    .filter(({ file }) => existsSync(join(root, file)))
  return [...pages, { title: 'Packages', entries: packages }]
}

/** Parses the tables of an index: `| [title](file) | description |` under `## ` headings. */
export function parseIndex(file: string, markdown: string): readonly IndexGroup[] {
  const [, ...sections] = markdown.split(/^## /m)
  return sections
    .map((section) => {
      const rows = section.matchAll(/^\| \[([^\]]+)\]\(([^)]+)\) +\| (.*?) *\|$/gm)
      const entries = Array.from(rows, ([, title = '', link = '', description = '']) => ({
        file: posix.join(posix.dirname(file), link),
        title: title.replaceAll('`', ''),
        description: description.replaceAll('\\|', '|'),
      }))
      return { title: section.split('\n', 1)[0] ?? '', entries }
    })
    .filter(({ entries }) => entries.length > 0)
}
