// What the prose of a document names: packages of ours, and files of the repository.
import { spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root, type RepositoryDocument } from '../markdown/documents.ts'
import type { InlineCode } from '../markdown/markdown.ts'
import { manifests } from './workspace.ts'

const names = new Set([...manifests.values()].map(({ name }) => name))

/** What is wrong with a name of ours in the prose. */
export function packageFaults({ text }: InlineCode): readonly string[] {
  const name = /^@azureml-endpoints\/[\w-]+/.exec(text)?.[0]
  if (name === undefined || names.has(name) || notPackages.has(name)) return []
  return [`There is no package ${name} in this repository.`]
}

/** What is wrong with a path in the prose. It may start at the repository, or at the document's own folder. */
export function pathFaults({ text }: InlineCode, { path }: RepositoryDocument): readonly string[] {
  if (!isPath.test(text) || madeByReader.test(text) || elsewhere.has(text)) return []
  const file = text.replace(/#.*$/, '')
  const folders = [root, join(root, dirname(path))]
  if (folders.some((folder) => existsSync(join(folder, file)) || globSync(file, { cwd: folder }).length > 0)) return []
  // What a test or a build writes, and git ignores.
  if (spawnSync('git', ['check-ignore', file, `${file}/`], { cwd: root }).status === 0) return []
  return [`There is no ${file} in this repository.`]
}

const isPath = /^(?:\.ci|\.changeset|\.github|apps|docs|examples|packages|scripts|test)\/[\w.*{},/[\]#-]+$/

/** What `pnpm new:formatter` creates, in the documents that describe it, and any package. */
const madeByReader = /^packages\/(?:formatters-(?:phi|yours)|x)\b/

/** In other repositories, whose files a table lists, and in an installed package. */
const elsewhere: ReadonlySet<string> = new Set([
  'docs/azure-ml.md',
  'packages/*/src/**/__fixtures__',
  'packages/jinja/test/e2e.test.js',
  'test/fixtures/vcr_cassettes/**/*.yml',
])

/** A condition of our exports, not a package. */
const notPackages: ReadonlySet<string> = new Set(['@azureml-endpoints/source'])
