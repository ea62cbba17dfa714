// `node scripts/release/tag.ts <commit>`: creates a GitHub release, with its tag, for each published version that has none.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type PublicPackage, publicPackages } from './public-packages.ts'
import { isPublished } from './registry.ts'

main(process.argv[2])

function main(commit: string | undefined): void {
  if (commit === undefined) throw new Error('The commit is missing. Give it as the argument.')
  for (const item of publicPackages(process.cwd()).filter(isPublished)) {
    const tag = `${item.name}@${item.version}`
    if (spawnSync('gh', ['release', 'view', tag], { stdio: 'ignore' }).status === 0) continue
    const { status } = spawnSync(
      'gh',
      ['release', 'create', tag, '--target', commit, '--title', tag, '--notes', releaseNotes(item)],
      { stdio: 'inherit' },
    )
    if (status !== 0)
      throw new Error(`The release ${tag} could not be created; gh says why above. Then run the job again.`)
  }
}

/** Reads the changelog's section for the package's current version. */
function releaseNotes({ folder, version }: PublicPackage): string {
  const path = join(folder, 'CHANGELOG.md')
  if (!existsSync(path)) return ''
  const sections = readFileSync(path, 'utf8').split(/^## /m)
  return (
    sections
      .find((section) => section.startsWith(`${version}\n`))
      ?.slice(version.length)
      .trim() ?? ''
  )
}
