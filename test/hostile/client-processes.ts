import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Assignment, RunReport } from './calls/run-case.ts'

/** How a process ended that should have gone on. */
export type Ending = { readonly ending: 'hang' } | { readonly ending: 'crash'; readonly how: string }

/** Milliseconds after which a process that says nothing is ended: far more than a call takes on a busy machine. */
const longest = 60_000
const heapLimit = '--max-old-space-size=1024'

/** A process that makes calls, one after the other; when a call takes it down, the next one gets another. */
export class ClientProcess {
  #child: ChildProcess | undefined

  /** Makes the calls of one run. */
  async run(assignment: Assignment): Promise<RunReport | Ending> {
    const child = (this.#child ??= await start())
    const answered = new Promise<RunReport | Ending>((resolve) => {
      const timer = setTimeout(() => resolve({ ending: 'hang' }), longest)
      const done = (result: RunReport | Ending): void => {
        clearTimeout(timer)
        child.off('exit', exited)
        resolve(result)
      }
      const exited = (code: number | null, signal: string | null): void =>
        done({ ending: 'crash', how: String(code ?? signal) })
      child.once('exit', exited)
      child.once('message', (report) => done(report as RunReport))
    })
    child.send(assignment)
    const result = await answered
    if ('ending' in result) await this.stop()
    return result
  }

  /** Ends the process. */
  async stop(): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
}

async function start(): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'calls/client-process.ts'), {
    execArgv: ['--conditions=@azureml-endpoints/source', heapLimit],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const died = once(child, 'exit').then(() => {
    throw new Error('The process that makes the calls does not start.')
  })
  await Promise.race([once(child, 'message'), died])
  died.catch(() => {})
  return child
}
