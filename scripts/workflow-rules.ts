// The rules that keep our GitHub workflows safe.
import { type Document, isScalar, parseDocument, visit } from 'yaml'
import { commandsOf, unpinnedPackages } from './workflow-commands.ts'

interface Workflow {
  readonly permissions?: Permissions | null
  readonly jobs?: Readonly<Record<string, Job>>
}

interface Job {
  readonly permissions?: Permissions | null
  readonly environment?: unknown
  readonly uses?: string
  readonly steps?: readonly Step[]
  readonly 'timeout-minutes'?: unknown
}

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
}

type Permissions = string | Readonly<Record<string, string>>

/**
 * Lists what is unsafe in a workflow, one sentence per fault.
 * `packageManager` is the exact pnpm of the root package.json, which workflows have to run.
 */
export function workflowFaults(text: string, packageManager: string): readonly string[] {
  const document = parseDocument(text)
  if (document.errors.length > 0) return document.errors.map(({ message }) => message)
  const { permissions, jobs = {} } = document.toJS() as Workflow
  const ofJobs = Object.entries(jobs).flatMap(([name, job]) => {
    const effective = job.permissions ?? permissions
    return [
      ...jobFaults(job, effective),
      ...commandFaults(job, packageManager),
      ...privilegeFaults(job, effective),
    ].map((fault) => `job ${name}: ${fault}`)
  })
  return [...actionFaults(document), ...ofJobs]
}

function actionFaults(document: Document): readonly string[] {
  const faults: string[] = []
  visit(document, {
    Pair(_, { key, value }) {
      if (!isScalar(key) || key.value !== 'uses') return
      if (!isScalar(value)) {
        faults.push('an action is named by an alias. Write it out, so that its pin can be seen.')
        return
      }
      const action = String(value.value)
      if (isWorkflowOfOurs.test(action)) return
      if (!isPinned.test(action)) faults.push(`${action} is not pinned. Name the commit by its full SHA.`)
      else if (!isVersion.test(value.comment ?? '')) {
        faults.push(`${action} does not say its version. Add it as a comment: # v1.2.3`)
      }
    },
  })
  return faults
}

function jobFaults(job: Job, permissions: Permissions | null | undefined): readonly string[] {
  const faults: string[] = []
  if (permissions === undefined || permissions === null) faults.push('permissions are missing. List what it needs.')
  if (typeof permissions === 'string') faults.push(`permissions are ${permissions}. List what it needs.`)
  if (job.uses === undefined && typeof job['timeout-minutes'] !== 'number') faults.push('timeout-minutes is missing.')
  for (const step of job.steps ?? []) {
    if (!/^actions\/checkout@/i.test(step.uses ?? '') || step.with?.['persist-credentials'] === false) continue
    faults.push('checkout leaves its token on disk. Set persist-credentials: false.')
  }
  return faults
}

function commandFaults(job: Job, packageManager: string): readonly string[] {
  return commandsIn(job).flatMap((words) => {
    const command = `"${words.join(' ')}"`
    const unpinned = unpinnedPackages(words).map((name) => `${command} downloads ${name}. Give its exact version.`)
    const others = words.filter((word) => word.startsWith('pnpm@') && word !== packageManager)
    return unpinned.concat(
      others.map((word) => `${command} runs ${word}. Use ${packageManager}, as package.json does.`),
    )
  })
}

/** A job that can write (to npm, to the repository) may run only our own scripts, git, gh and GitHub's actions. */
function privilegeFaults(job: Job, permissions: Permissions | null | undefined): readonly string[] {
  const rights = typeof permissions === 'object' && permissions !== null ? permissions : {}
  const canWrite = permissions === 'write-all' || Object.values(rights).includes('write')
  if (!canWrite) return []
  const faults: string[] = []
  if (rights['id-token'] === 'write' && job.environment === undefined) {
    faults.push('it can publish, but names no environment.')
  }
  const actions = [job.uses, ...(job.steps ?? []).map(({ uses }) => uses)].filter((action) => action !== undefined)
  for (const action of actions.filter((name) => !name.startsWith('actions/'))) {
    faults.push(`it can write, and runs ${action}. Leave that to a job without rights.`)
  }
  for (const words of commandsIn(job)) {
    if (isOurs(words)) continue
    faults.push(`it can write, and runs "${words.join(' ')}". Leave that to a job without rights.`)
  }
  return faults
}

function isOurs([command = '', first = '']: readonly string[]): boolean {
  return ['git', 'gh'].includes(command) || (command === 'node' && /^scripts\/[\w/-]+\.ts$/.test(first))
}

function commandsIn(job: Job): readonly (readonly string[])[] {
  return (job.steps ?? []).flatMap(({ run }) => (run === undefined ? [] : commandsOf(run)))
}

const isPinned = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/
const isVersion = /^\s*v\d+\.\d+\.\d+\s*$/
const isWorkflowOfOurs = /^\.\/\.github\/workflows\/[\w.-]+\.ya?ml$/
