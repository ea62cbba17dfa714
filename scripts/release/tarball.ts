import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { join } from 'node:path'
import type { PublicPackage } from './public-packages.ts'

/** Finds a package's tarball in a folder. Throws unless its manifest is the committed one. */
export function tarballOf(item: PublicPackage, folder: string): string {
  const path = join(folder, `${item.name.replace('@', '').replace('/', '-')}-${item.version}.tgz`)
  if (!existsSync(path)) throw new Error(`${path} is missing. Pack every public package into ${folder} first.`)
  const packed = JSON.parse(
    execFileSync('tar', ['-xzOf', path, 'package/package.json'], { encoding: 'utf8' }),
  ) as object
  // The build job runs third-party code. It must not be able to add an install script or a dependency.
  const changed = Object.keys({ ...item.manifest, ...packed }).filter(
    (key) => key !== 'devDependencies' && !isDeepStrictEqual(valueOf(packed, key), valueOf(item.manifest, key)),
  )
  if (changed.length === 0) return path
  throw new Error(`${path} differs from the committed package.json in ${changed.join(', ')}. Pack it from this commit.`)
}

function valueOf(manifest: object, key: string): unknown {
  return Object.entries(manifest).find(([name]) => name === key)?.[1]
}
