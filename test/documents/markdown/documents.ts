import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Markdown, parseMarkdown } from './markdown.ts'

/** The repository. */
export const root = join(import.meta.dirname, '../../..')

/** A Markdown file of the repository. */
export interface RepositoryDocument extends Markdown {
  /** Its path in the repository. */
  readonly path: string
}

/** Reads every document of the repository: what git tracks or would track. */
export function readDocuments(): readonly RepositoryDocument[] {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z', '*.md'], { cwd: root })
  return listed
    .toString()
    .split('\0')
    .filter((path) => path !== '' && !path.endsWith('CHANGELOG.md') && existsSync(join(root, path)))
    .toSorted()
    .map((path) => Object.assign(parseMarkdown(readFileSync(join(root, path), 'utf8')), { path }))
}
