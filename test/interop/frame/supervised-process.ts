import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A command to run. */
export interface Command {
  readonly command: string
  readonly words: readonly string[]
  readonly cwd?: string | undefined
  /** Variables to add to the environment. */
  readonly env?: Readonly<Record<string, string>> | undefined
  /** The file that gets what the command prints. */
  readonly log: string
  /** Seconds after which the command is ended. */
  readonly seconds: number
}

/** A running command. It ends with this process, in whatever way this process ends. */
export interface SupervisedProcess {
  /** The exit code, once the command has ended. */
  readonly exit: Promise<number>
  readonly log: string
  /** Everything it has printed. */
  output(): string
  /** Ends the command and all processes that it started. */
  stop(): Promise<void>
}

/** Starts a command under a supervisor, so that neither it nor its children outlive this process. */
export function startSupervised({ command, words, cwd, env, log, seconds }: Command): SupervisedProcess {
  const file = openSync(log, 'w')
  const supervisor = spawn(
    process.execPath,
    [join(import.meta.dirname, 'supervisor.ts'), String(seconds), command, ...words],
    { cwd, env: { ...process.env, PYTHONUNBUFFERED: '1', NODE_OPTIONS: '', ...env }, stdio: ['pipe', file, file] },
  )
  closeSync(file)
  const exit = once(supervisor, 'exit').then(([code]) => (code as number | null) ?? 1)
  return {
    exit,
    log,
    output: () => readFileSync(log, 'utf8'),
    stop: async () => {
      supervisor.stdin?.end()
      await exit
    },
  }
}

/** The last lines of an output. */
export function lastLines(output: string, count: number): string {
  return output.trimEnd().split('\n').slice(-count).join('\n')
}
