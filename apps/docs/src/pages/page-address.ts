import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { publishedPackages } from './published-packages.ts'
import { root } from './repository.ts'

/** The folders of the published packages: the READMEs of others are no pages. */
const packages = publishedPackages().map(({ folder }) => folder)

/** Lists the Markdown files that are pages, as paths in the repository. VitePress reads the whole repository. */
export function listPages(): readonly string[] {
  const files = globSync(
    ['docs/**/*.md', 'packages/*/{README,CHANGELOG}.md', 'CONTRIBUTING.md', 'apps/docs/{pages,generated}/**/*.md'],
    { cwd: root, exclude: ['**/node_modules'] },
  )
  return files.filter((file) => !file.startsWith('packages/') || packages.includes(file.split('/')[1] ?? ''))
}

/** What is not a page: VitePress only takes patterns of what to leave out. */
export const notPages: string[] = [
  '!(CONTRIBUTING).md',
  '!(docs|packages|apps)/**/*.md',
  `packages/!(${packages.join('|')})/**`,
  'packages/*/!(README|CHANGELOG).md',
  'packages/*/*/**',
  'apps/!(docs)/**',
  'apps/docs/*.md',
  'apps/docs/!(pages|generated)/**',
]

/** Files whose page is not at the path of the file. */
const special = new Map([
  ['README.md', 'index.md'],
  ['docs/README.md', 'overview.md'],
  ['CONTRIBUTING.md', 'contributing.md'],
])

const rules: readonly (readonly [pattern: RegExp, page: string])[] = [
  [/^apps\/docs\/(?:pages|generated)\//, ''],
  [/^docs\//, ''],
  [/^packages\/([^/]+)\/README\.md$/, 'packages/$1.md'],
  [/^packages\/([^/]+)\/CHANGELOG\.md$/, 'changelog/$1.md'],
]

/** Returns the page of a Markdown file, as a path in the site that ends in `.md`; other files return as they are. */
export function pageOf(file: string): string {
  const known = special.get(file)
  if (known !== undefined) return known
  const rule = rules.find(([pattern]) => pattern.test(file))
  if (rule === undefined) return file
  // The page of a folder of pages: a server that finds a file and a folder of one name may serve either.
  const page = existsSync(join(root, file.slice(0, -'.md'.length))) ? file.replace(/\.md$/, '/index.md') : file
  return page.replace(rule[0], rule[1]).replace(/(^|\/)README\.md$/, '$1index.md')
}

/** Returns the address of a page below the base of the site, without a slash at the start: `start/models`. */
export function addressOf(page: string): string {
  return page.replace(/(^|\/)index\.md$/, '$1').replace(/\.md$/, '')
}
