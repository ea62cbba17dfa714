// `node scripts/release/publish.ts <folder> [options of npm publish]`: publishes the tarballs in a folder whose version
// is not on the registry yet. May be run again after a failure. It needs no installed packages, so that the job that is
// allowed to publish runs no code of others but npm.
import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { publicPackages } from './public-packages.ts'
import { isPublished } from './registry.ts'
import { tarballOf } from './tarball.ts'

main(...(process.argv.slice(2) as [string?, ...string[]]))

function main(folder: string | undefined, ...options: readonly string[]): void {
  if (folder === undefined) throw new Error('The folder of the tarballs is missing. Give it as the first argument.')
  const unpublished = publicPackages(process.cwd()).filter((item) => !isPublished(item))
  // All are checked before the first is published: a release is not left half done for something known beforehand.
  // Absolute paths: npm takes a relative one of two words for a repository on GitHub.
  const tarballs = unpublished.map((item) => tarballOf(item, resolve(folder)))
  for (const tarball of tarballs) publish(tarball, options)
  console.log(`Published ${unpublished.map(({ name, version }) => `${name}@${version}`).join(', ') || 'nothing'}.`)
}

function publish(tarball: string, options: readonly string[]): void {
  const { status } = spawnSync('npm', ['publish', tarball, '--ignore-scripts', ...options], { stdio: 'inherit' })
  // Packages come after their dependencies, so what is still to come may need the one that failed.
  if (status !== 0) throw new Error(`${tarball} could not be published; npm says why above. Then run the job again.`)
}
