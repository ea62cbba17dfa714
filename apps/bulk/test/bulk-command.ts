import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { type CommandLine, parseCommandLine } from '../src/command/command-line.ts'
import { runCommand } from '../src/command/run-command.ts'
import { BulkError } from '../src/errors/bulk-error.ts'

/** A command that runs, in a process of its own as users run it. */
export interface RunningCommand {
  readonly child: ChildProcess
  /** What it has written to stdout and stderr. */
  readonly written: { out: string; err: string }
  readonly ended: Promise<CommandResult>
}

/** A command that has ended. */
export interface CommandResult {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

const main = join(import.meta.dirname, '../src/main.ts')

/** Starts `bulk` with arguments and variables of the environment. */
export function startBulk(args: readonly string[], env: Readonly<Record<string, string>>): RunningCommand {
  const { PATH, NODE_COMPILE_CACHE } = process.env
  const child = spawn(process.execPath, ['--conditions=@azureml-endpoints/source', main, ...args], {
    env: { PATH, NODE_COMPILE_CACHE, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const written = { out: '', err: '' }
  child.stdout.on('data', (text: Buffer) => (written.out += text.toString()))
  child.stderr.on('data', (text: Buffer) => (written.err += text.toString()))
  return { child, written, ended: once(child, 'close').then(([code]) => ({ code: code as number | null, ...written })) }
}

/** Runs `bulk` in this process, which is faster. Workers need a process of their own: core reads its environment. */
export async function runBulk(args: readonly string[], env: Readonly<Record<string, string>>): Promise<CommandResult> {
  const written = { out: '', err: '' }
  const terminal = {
    env,
    isInteractive: false,
    write: (text: string) => void (written.out += text),
    report: (line: string) => void (written.err += `${line}\n`),
  }
  try {
    return { code: await runCommand(parseCommandLine(args) as CommandLine, terminal), ...written }
  } catch (error) {
    if (!(error instanceof BulkError)) throw error
    return { code: 1, out: written.out, err: `${error.message}\n` }
  }
}
