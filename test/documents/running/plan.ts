// Decides how each block of a document is run, or why it is not.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type RepositoryDocument, root } from '../markdown/documents.ts'
import type { Block } from '../markdown/markdown.ts'
import { statementsOf } from './statements.ts'
import { withoutComments } from './substitutions.ts'

/** Where a command runs: in the document's empty folder, in an empty folder of its own, or in a clone of the repository. */
export type Place = 'folder' | 'own folder' | 'clone'

/** What is done with a block, or with a statement of it. */
export type Step = {
  readonly block: Block
  /** The statement, or the name of the file. */
  readonly text: string
} & (
  | { readonly how: 'run' | 'serve' | 'start'; readonly place: Place }
  | { readonly how: 'write' | 'program' }
  | { readonly how: 'elsewhere'; readonly why: string }
)

/** The tabs among which a reader chooses before running anything; `undefined` stands for a document without such tabs. */
export function choicesOf({ blocks }: RepositoryDocument): readonly (string | undefined)[] {
  const names = blocks.flatMap(({ tab, language, file }) =>
    tab !== undefined && (language === 'sh' || file !== undefined) ? [tab] : [],
  )
  return names.length === 0 ? [undefined] : [...new Set(names)]
}

/** Plans a document: what is run, in order, and what is not, with the reason. Of tabs, only the chosen one counts. */
export function planOf(document: RepositoryDocument, choice?: string): readonly Step[] {
  const steps: Step[] = []
  for (const block of document.blocks) {
    if (choice !== undefined && block.tab !== undefined && block.tab !== choice) continue
    if (block.language === 'sh') steps.push(...commandSteps(block, document))
    else if (block.file !== undefined) steps.push({ block, text: block.file, how: 'write' })
    else if (/^tsx?$/.test(block.language)) steps.push(programStep(block, steps))
  }
  return steps
}

/**
 * The first whole program below an installation is what a newcomer runs first, unless the document names the files of its
 * programs, and so says itself how to run them. All others are examples.
 */
function programStep(block: Block, before: readonly Step[]): Step {
  const isInstalled = before.some(({ how, text }) => how === 'run' && /^npm install \S/.test(text))
  const isFirst = !before.some(({ how, text }) => how === 'program' || (how === 'write' && /\.tsx?$/.test(text)))
  const needsIdentity = block.code.includes("'@azure/identity'")
  const isWhole = /^import /m.test(block.code) && !needsIdentity
  if (isInstalled && isFirst && isWhole) return { block, text: firstProgram, how: 'program' }
  const why = `run by pnpm test, with ${needsIdentity ? 'an emulated identity' : 'the examples'}`
  return { block, text: block.example ?? 'a part of a program', how: 'elsewhere', why }
}

function commandSteps(block: Block, document: RepositoryDocument): readonly Step[] {
  const needs = block.comments.find((comment) => comment.startsWith('needs Azure: '))
  const statements = statementsOf(block.code)
  return statements.map((text, index): Step => {
    const command = withoutComments(text).trim()
    if (needs !== undefined) return { block, text, how: 'elsewhere', why: needs }
    const line = ciLines.get(command)
    if (line !== undefined) return { block, text, how: 'elsewhere', why: `run by ${line}` }
    const place = placeOf(command, statements.slice(0, index), document)
    const isLast = index === statements.length - 1
    if (isLast && block.comments.includes(untilStopped)) return { block, text, how: 'serve', place }
    return { block, text, how: takesMinutes.some((pattern) => pattern.test(command)) ? 'start' : 'run', place }
  })
}

/** The name under which the first program of a document is saved. */
export const firstProgram = 'first.ts'

/** The comment above a block whose last command is a server. */
export const untilStopped = 'runs until stopped'

/** Commands that take minutes. The tests start them, and stop them after a while. */
const takesMinutes: readonly RegExp[] = [
  /\bbench$/,
  /\bbench stream (?:call|--rows core,openai)$/,
  /\bbench load --long$/,
  /\bbench bulk$/,
  /\bchaos --part cost --part scaling$/,
  // A worker, which waits for jobs.
  /\/bullmq-worker\.ts$/,
]

function placeOf(command: string, before: readonly string[], { path }: RepositoryDocument): Place {
  if (isOfRepository.test(command) || isApplication(dirname(path))) return 'clone'
  const isOtherManager = isInstallation.test(command) && before.some((one) => isInstallation.test(one))
  return isOtherManager && !command.startsWith('npm') ? 'own folder' : 'folder'
}

/** Whether a folder is a project of its own, outside the workspace, as a user's would be. */
export function isApplication(folder: string): boolean {
  return /^examples\/./.test(folder) && existsSync(join(root, folder, 'package.json'))
}

const isOfRepository = /(?:^|\s)pnpm(?:@\d+)? (?!add |create |dlx |install )|\s(?:examples|packages|apps|scripts)\//
const isInstallation = /^(?:npm install|pnpm add|yarn add|bun add) /

/** The commands that continuous integration runs, each with the file that says so. */
const ciLines: ReadonlyMap<string, string> = new Map(
  ['.ci/run', '.github/workflows/ci.yml', '.github/workflows/nightly.yml'].flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .map((line) => line.replace(/^\s*(?:- run: )?(?:[A-Z]+=\S+ )*/, '').replace(/pnpm@12\.[\d.]+/, 'pnpm@12'))
      .filter((line) => line.startsWith('npx '))
      .map((line): [string, string] => [line, file]),
  ),
)
