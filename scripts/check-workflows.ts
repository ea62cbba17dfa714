// Checks the workflows against workflow-rules.ts: pinned tools, minimal permissions, no build in a job that publishes.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { workflowFaults } from './workflow-rules.ts'

const root = join(import.meta.dirname, '..')
const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { packageManager: string }
const paths = globSync('.github/workflows/*.{yml,yaml}', { cwd: root })
const faults = paths.flatMap((path) =>
  workflowFaults(readFileSync(join(root, path), 'utf8'), packageManager).map((fault) => `${path}: ${fault}`),
)
if (faults.length > 0) {
  console.error(`These workflows are unsafe:\n  ${faults.join('\n  ')}`)
  process.exitCode = 1
} else {
  console.log(`${paths.length} workflows use pinned tools and minimal permissions.`)
}
