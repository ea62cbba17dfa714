import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './repository.ts'

/** A package that is published, and the source of each of its entry points. */
export interface PublishedPackage {
  /** The folder's name, which is the package's name without its scope. */
  readonly folder: string
  readonly name: string
  readonly description: string
  readonly entryPoints: readonly EntryPoint[]
}

/** What an import names: `core`, or `core/testing`. */
interface EntryPoint {
  readonly name: string
  /** The source, as a path in the repository. */
  readonly file: string
}

interface Manifest {
  readonly name: string
  readonly description: string
  readonly private?: boolean
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>
}

/** Lists the published packages: core, then the others by name. */
export function publishedPackages(): readonly PublishedPackage[] {
  return globSync('packages/*/package.json', { cwd: root })
    .toSorted((one, other) => Number(isCore(other)) - Number(isCore(one)) || one.localeCompare(other))
    .flatMap((path) => {
      const manifest = JSON.parse(readFileSync(join(root, path), 'utf8')) as Manifest
      if (manifest.private === true) return []
      const folder = manifest.name.replace(/^@[^/]+\//, '')
      const { name, description } = manifest
      return [{ folder, name, description, entryPoints: entryPointsOf(manifest, dirname(path), folder) }]
    })
}

function isCore(path: string): boolean {
  return path === 'packages/core/package.json'
}

function entryPointsOf({ exports }: Manifest, path: string, folder: string): readonly EntryPoint[] {
  return Object.entries(exports).flatMap(([entry, target]) => {
    const source = typeof target === 'string' ? undefined : target['@azureml-endpoints/source']
    return source === undefined ? [] : [{ name: join(folder, entry), file: join(path, source) }]
  })
}
