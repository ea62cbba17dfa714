// Holds the workflows against the rules of workflow-rules.ts: pinned tools, few rights, no build where something is published.
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
  console.error(`These workflows are not safe:\n  ${faults.join('\n  ')}`)
  process.exitCode = 1
} else {
  console.log(`${paths.length} workflows are pinned and have only the rights they need.`)
}
