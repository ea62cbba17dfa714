import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Measurement, Workload } from './workload.ts'

/** The process of the server that all rows call. */
export class ServerProcess {
  readonly port: number
  readonly #child: ChildProcess

  private constructor(child: ChildProcess, port: number) {
    this.#child = child
    this.port = port
  }

  static async start(): Promise<ServerProcess> {
    const child = fork(fileURLToPath(new URL('../server/server-process.ts', import.meta.url)))
    const [{ port }] = (await once(child, 'message')) as [{ port: number }]
    return new ServerProcess(child, port)
  }

  stop(): void {
    this.#child.kill()
  }
}

/** The process of one row. */
export class RowProcess {
  readonly name: string
  readonly #child: ChildProcess

  private constructor(name: string, child: ChildProcess) {
    this.name = name
    this.#child = child
  }

  static async start(name: string, { port }: ServerProcess): Promise<RowProcess> {
    const file = fileURLToPath(new URL('row-process.ts', import.meta.url))
    const child = fork(file, [name, String(port)], { execArgv: ['--expose-gc', '--no-deprecation'] })
    await reply(child, name)
    return new RowProcess(name, child)
  }

  /** Runs a workload in the process; only one at a time. */
  async run(workload: Workload): Promise<Measurement> {
    this.#child.send(workload)
    const { measurement } = await reply(this.#child, this.name)
    if (measurement === undefined) throw new Error(`"${this.name}" returned no measurement.`)
    return measurement
  }

  stop(): void {
    this.#child.kill()
  }
}

interface Reply {
  readonly ready?: true
  readonly measurement?: Measurement
  readonly failure?: string
}

async function reply(child: ChildProcess, name: string): Promise<Reply> {
  const { promise, resolve } = Promise.withResolvers<Reply>()
  const ended = (code: number | null): void => resolve({ failure: `The process exited with code ${code}.` })
  child.once('message', resolve)
  child.once('exit', ended)
  const answer = await promise
  child.off('message', resolve)
  child.off('exit', ended)
  if (answer.failure !== undefined) throw new Error(`"${name}": ${answer.failure}`)
  return answer
}
