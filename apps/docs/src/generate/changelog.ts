import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../pages/repository.ts'
import type { PublishedPackage } from '../pages/published-packages.ts'

/** Writes the changelog page: links to each package's changelog, and the changesets that are not released yet. */
export function writeChangelog(file: string, packages: readonly PublishedPackage[]): void {
  const changesets = globSync('.changeset/*.md', { cwd: root })
    .toSorted()
    .map((path) => parseChangeset(readFileSync(join(root, path), 'utf8')))
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, changelogPage(packages, changesets))
}

/** A sentence for the release notes, and the packages that it is about, each with the kind of its release. */
interface Changeset {
  readonly releases: ReadonlyMap<string, string>
  readonly summary: string
}

/** Parses a changeset: the packages between two `---` lines, then the sentence. */
export function parseChangeset(text: string): Changeset {
  const [, header = '', summary = ''] = /^---\n([^]*?)\n?---\n([^]*)$/.exec(text) ?? []
  const releases = new Map(
    Array.from(header.matchAll(/^['"]([^'"]+)['"]: (\w+)$/gm), ([, name = '', kind = '']) => [name, kind]),
  )
  return { releases, summary: summary.trim() }
}

function changelogPage(packages: readonly PublishedPackage[], changesets: readonly Changeset[]): string {
  const sections = packages.flatMap(({ name, folder }) => {
    const own = changesets.filter(({ releases }) => releases.has(name))
    const list = ['minor', 'patch'].flatMap((kind) => own.filter(({ releases }) => releases.get(name) === kind))
    return list.length === 0 ? [] : [`### ${folder}\n\n${list.map(({ summary }) => `- ${summary}`).join('\n')}`]
  })
  const released = globSync('packages/*/CHANGELOG.md', { cwd: root }).toSorted()
  const links = released.map((path) => `- [${path.split('/')[1]}](../../../../${path})`)
  return [
    '---\neditLink: false\n---\n\n# Changelog',
    ...(links.length === 0 ? ['No version has been released yet.'] : ['## Releases', links.join('\n')]),
    ...(sections.length === 0 ? [] : ['## Not yet released', ...sections]),
    '',
  ].join('\n\n')
}
