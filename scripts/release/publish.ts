// `node scripts/release/publish.ts <folder> [options of npm publish]`: publishes the tarballs in a folder whose version
// is not on the registry yet. Safe to run again after a failure. It uses no installed packages, so that the only
// third-party code in the job that publishes is npm.
import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { publicPackages } from './public-packages.ts'
import { isPublished } from './registry.ts'
import { tarballOf } from './tarball.ts'

main(...(process.argv.slice(2) as [string?, ...string[]]))

function main(folder: string | undefined, ...options: readonly string[]): void {
  if (folder === undefined) throw new Error('The folder of the tarballs is missing. Give it as the first argument.')
  const unpublished = publicPackages(process.cwd()).filter((item) => !isPublished(item))
  // Check all before publishing the first, so that a bad tarball does not leave a release half done.
  // Absolute, because npm reads `folder/file` as a GitHub repository.
  const tarballs = unpublished.map((item) => tarballOf(item, resolve(folder)))
  for (const tarball of tarballs) publish(tarball, options)
  console.log(`Published ${unpublished.map(({ name, version }) => `${name}@${version}`).join(', ') || 'nothing'}.`)
}

function publish(tarball: string, options: readonly string[]): void {
  const { status } = spawnSync('npm', ['publish', tarball, '--ignore-scripts', ...options], { stdio: 'inherit' })
  // Packages come after their dependencies, so the remaining ones may need the one that failed.
  if (status !== 0) throw new Error(`${tarball} could not be published; npm says why above. Then run the job again.`)
}
