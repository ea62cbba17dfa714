import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../markdown/documents.ts'

/** What the rules look at in a package.json. */
export interface Manifest {
  readonly name: string
  readonly private?: boolean
  readonly packageManager?: string
  readonly bin?: string | Readonly<Record<string, string>>
  readonly scripts?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

/** Reads a package.json, by its folder in the repository. */
export function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest
}

const folders = [
  '.',
  ...globSync(['{packages,apps,test}/*/', 'examples/', 'examples/{next,workflow-sdk}/'], { cwd: root }),
].filter((folder) => existsSync(join(root, folder, 'package.json')))

/** The manifest of every package in the repository, by its folder. */
export const manifests: ReadonlyMap<string, Manifest> = new Map(
  folders.map((folder) => [folder.replace(/\/$/, ''), manifestOf(folder)]),
)

/** The packages that users install, by name. */
export const published: ReadonlyMap<string, Manifest> = new Map(
  [...manifests]
    .filter(([folder, { private: isPrivate }]) => folder.startsWith('packages/') && isPrivate !== true)
    .map(([, manifest]) => [manifest.name, manifest]),
)

/** The names of the commands that our packages install. */
export function commandNames({ name, bin = {} }: Manifest): readonly string[] {
  return typeof bin === 'string' ? [unscoped(name)] : Object.keys(bin)
}

/** A package's name without its scope. */
export function unscoped(name: string): string {
  return name.replace(/^@[^/]+\//, '')
}

/** Names under which npm would install another publisher's package: our commands, and our packages without the scope. */
export const unscopedNames: ReadonlySet<string> = new Set(
  [...published.values()].flatMap((manifest) => [unscoped(manifest.name)].concat(commandNames(manifest))),
)

const lock = readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8')
const declared = new Set(
  [...manifests.values()].flatMap(({ dependencies, devDependencies }) =>
    Object.keys({ ...dependencies, ...devDependencies }),
  ),
)

/** Whether this repository or one of its examples installs a third-party package. */
export function isInstalled(name: string): boolean {
  return declared.has(name) || lock.includes(`\n  ${name}@`) || lock.includes(`\n  '${name}@`)
}
