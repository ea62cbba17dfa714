import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

interface Manifest {
  readonly name: string
  readonly version: string
  readonly private?: boolean
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

/** A package that is published. */
export interface PublicPackage {
  readonly name: string
  readonly version: string
  /** Its absolute path. */
  readonly folder: string
  readonly manifest: Manifest
}

/** Lists the packages of a workspace that are not private, each after those it depends on. */
export function publicPackages(root: string): readonly PublicPackage[] {
  const found = globSync('packages/*/package.json', { cwd: root })
    .toSorted()
    .map((path) => toPackage(join(root, path)))
    .filter(({ manifest }) => manifest.private !== true)
  const byName = new Map(found.map((item) => [item.name, item]))
  // A set keeps the order in which its members were added.
  const ordered = new Set<PublicPackage>()
  const add = (item: PublicPackage, dependents: readonly PublicPackage[]): void => {
    // Packages may depend on each other in a circle, where no order is right.
    if (ordered.has(item) || dependents.includes(item)) return
    for (const name of Object.keys({ ...item.manifest.dependencies, ...item.manifest.peerDependencies })) {
      const dependency = byName.get(name)
      if (dependency !== undefined) add(dependency, [...dependents, item])
    }
    ordered.add(item)
  }
  for (const item of found) add(item, [])
  return [...ordered]
}

function toPackage(path: string): PublicPackage {
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest
  return { name: manifest.name, version: manifest.version, folder: dirname(path), manifest }
}
