// Checks the names in commands: packages that npx runs or npm installs, and scripts that pnpm runs.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { packagesInstalled, packagesRun } from '../../../scripts/workflow-commands.ts'
import { root } from '../markdown/documents.ts'
import type { Command } from './commands.ts'
import { commandNames, isInstalled, manifests, unscopedNames, published, unscoped } from './workspace.ts'

const scope = '@azureml-endpoints/'

/** Third-party packages that our documents may run with npx. */
const wellKnown: ReadonlySet<string> = new Set([
  'create-next-app',
  'create-vite',
  'playwright',
  'pnpm',
  'tsx',
  'vitest',
])

/** What is wrong with the packages that a command downloads and runs. */
export function runFaults({ words }: Command): readonly string[] {
  return packagesRun(words).flatMap((spec) => {
    const name = nameOf(spec)
    const manifest = published.get(name)
    if (manifest !== undefined) return hasOneCommand(manifest) ? [] : [`${name} has no command that npx could run.`]
    if (name.startsWith(scope)) return [`${name} is not a package that we publish.`]
    if (unscopedNames.has(name)) {
      return [`npx ${name} downloads a package that is not ours. Write npx ${ownerOf(name)}, with its scope.`]
    }
    if (wellKnown.has(name)) return []
    return [
      `npx downloads ${name}. If that is the right package, add it to wellKnown in test/documents/rules/names.ts.`,
    ]
  })
}

/** What is wrong with the packages that a command installs. */
export function installFaults({ words }: Command, own: string | undefined): readonly string[] {
  if (!/^(?:npm|pnpm|yarn|bun|npx)$/.test(words[0] ?? '')) return []
  return packagesInstalled(words).flatMap((spec) => {
    const name = nameOf(spec)
    if (published.has(name) || name === own || !isName.test(name)) return []
    if (name.startsWith(scope)) return [`${name} is not a package that we publish.`]
    if (unscopedNames.has(name)) return [`${name} is not ours. Write ${ownerOf(name)}, with its scope.`]
    return isInstalled(name) ? [] : [`${name} is installed nowhere in this repository. Is it misspelled?`]
  })
}

/** What is wrong with the script that pnpm or npm runs. */
export function scriptFaults({ words }: Command, document: string): readonly string[] {
  const { runner, folder, args } = invocationOf(words)
  if (runner === undefined) return []
  const script = args[0] === 'run' ? args[1] : scriptWithoutRun(runner, args[0])
  if (script === undefined || /^[<…]/.test(script)) return []
  const where = runner === 'npm' ? scriptsAt(dirname(document)) : (manifests.get(folder)?.scripts ?? {})
  if (script in where) return []
  if (runner === 'pnpm' && existsSync(join(root, folder, 'node_modules/.bin', script))) return []
  return [
    `There is no script "${script}" ${runner === 'npm' ? `for ${document}` : `in ${join(folder, 'package.json')}`}.`,
  ]
}

interface Invocation {
  readonly runner?: string
  /** The folder of the package whose scripts it runs. */
  readonly folder: string
  readonly args: readonly string[]
}

function invocationOf(words: readonly string[]): Invocation {
  const start = words[0] === 'npx' ? words.findIndex((word) => word.startsWith('pnpm@')) : 0
  const runner = /^(npm|pnpm)(?:@|$)/.exec(words[start] ?? '')?.[1]
  if (runner === undefined) return { folder: '.', args: [] }
  const args = words.slice(start + 1)
  let folder = '.'
  while (args[0]?.startsWith('-')) {
    const flag = args.shift() ?? ''
    if (!['--filter', '-F', '-C', '--dir'].includes(flag)) continue
    const value = args.shift() ?? ''
    folder = [...manifests].find(([path, { name }]) => path === value || name === value)?.[0] ?? value
  }
  return { runner, folder, args }
}

/** npm runs few scripts without `run`; pnpm runs every one whose name is not a command of its own. */
function scriptWithoutRun(runner: string, word: string | undefined): string | undefined {
  if (word === undefined) return undefined
  if (runner === 'npm') return ['test', 'start'].includes(word) ? word : undefined
  return /^(?:add|create|dlx|exec|i|install|pack|publish|remove|update|why)$/.test(word) ? undefined : word
}

/** The scripts of the document's own folder, or of the example applications. */
function scriptsAt(folder: string): Readonly<Record<string, string>> {
  const examples = ['examples/next', 'examples/workflow-sdk']
  return Object.assign({}, ...[folder, ...examples].map((path) => manifests.get(path)?.scripts)) as Record<
    string,
    string
  >
}

function hasOneCommand(manifest: { readonly name: string; readonly bin?: string | Readonly<Record<string, string>> }) {
  const names = commandNames(manifest)
  return names.length === 1 || names.includes(unscoped(manifest.name))
}

function ownerOf(name: string): string {
  const owner = [...published.values()].find((one) => unscoped(one.name) === name || commandNames(one).includes(name))
  return owner?.name ?? name
}

/** A package's name without its version. */
function nameOf(spec: string): string {
  return spec.replace(/^['"]|['"]$/g, '').replace(/(?<=.)@[^/]*$/, '')
}

const isName = /^(?:@[\w.-]+\/)?[\w-][\w.-]*$/
