// Generates the API reference and the changelog.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../pages/repository.ts'
import { writeApiReference } from './api-reference.ts'
import { writeChangelog } from './changelog.ts'
import { publishedPackages } from '../pages/published-packages.ts'

const folder = join(root, 'apps/docs/generated')
const packages = publishedPackages()
rmSync(folder, { recursive: true, force: true })
await writeApiReference(join(folder, 'api'), packages)
writeChangelog(join(folder, 'changelog/index.md'), packages)
