import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** The repository. */
export const root: string = join(import.meta.dirname, '../..')

/** A running program. */
export interface Program {
  /** What it has printed. */
  output(): string
  /** Kills it, as a crash would, without a chance to clean up. */
  kill(): Promise<void>
  /** Kills it when a promise resolves; throws with its output if it ends before. */
  killDuring(event: Promise<unknown>): Promise<void>
  /** Resolves to its exit code. */
  readonly exit: Promise<number | null>
  /** Waits until it ends and returns its output; throws with the output if it failed. */
  succeed(): Promise<string>
}

/** Starts an example in its own process, which is killed when the test ends. */
export function startExample(file: string, env: Readonly<Record<string, string>>): Program {
  return startProgram(['--conditions=@azureml-endpoints/source', join(root, 'examples', file)], { env })
}

/** Starts a Node program in its own process, which is killed when the test ends. */
export function startProgram(
  words: readonly string[],
  { env, cwd }: { readonly env: Readonly<Record<string, string>>; readonly cwd?: string },
): Program {
  const child: ChildProcess = spawn(process.execPath, words, {
    cwd,
    env: { PATH: process.env['PATH'], AI_SDK_LOG_WARNINGS: 'false', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout?.on('data', (text: Buffer) => (output += text.toString()))
  child.stderr?.on('data', (text: Buffer) => (output += text.toString()))
  const exit = once(child, 'exit').then(([code]) => code as number | null)
  const program: Program = {
    output: () => output,
    exit,
    succeed: async () => {
      const code = await exit
      if (code !== 0) throw new Error(`The program ends with exit code ${code}:\n${output}`)
      return output
    },
    kill: async () => {
      child.kill('SIGKILL')
      await exit
    },
    killDuring: async (event) => {
      const early = exit.then(() => Promise.reject(new Error(`The program ended too early:\n${output}`)))
      await Promise.race([event, early])
      await program.kill()
    },
  }
  onTestFinished(() => program.kill())
  return program
}

/** Prints how long a job took from its restart to its end, and how many questions were asked more than once. */
export function reportResumption(job: string, restarted: number, asked: ReadonlyMap<string, number>): void {
  const seconds = ((performance.now() - restarted) / 1000).toFixed(1)
  const repeated = [...asked.values()].filter((count) => count > 1).length
  console.log(`${job}: finished ${seconds} s after the restart, ${repeated} asked twice`)
}
