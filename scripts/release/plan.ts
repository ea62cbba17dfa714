// Prints the release's next step as a workflow output: `version`, `publish` or `nothing`.
import { globSync } from 'node:fs'
import { publicPackages } from './public-packages.ts'
import { isPublished } from './registry.ts'

console.log(`next=${next(process.cwd())}`)

function next(root: string): 'version' | 'publish' | 'nothing' {
  // While changesets are waiting, the versions in the repository are already published, or placeholders.
  const changesets = globSync('.changeset/*.md', { cwd: root, exclude: ['.changeset/README.md'] })
  if (changesets.length > 0) return 'version'
  return publicPackages(root).every(isPublished) ? 'nothing' : 'publish'
}
