import { basename } from 'node:path'
import { afterAll, beforeAll, beforeEach, inject, onTestFailed } from 'vitest'
import { type RunningServer, startServer, type ServerStart } from './server.ts'
import { lastLines } from './supervised-process.ts'
import { Unavailable, isRequired } from './unavailable.ts'

/**
 * Starts something before the tests of the current suite, and stops it after them. If it is not available, the tests are
 * skipped with the reason, or fail with it under `INTEROP=required`. Returns a function that gives it to a test.
 */
export function useResource<T extends object>(start: () => Promise<T>, stop?: (resource: T) => Promise<void>): () => T {
  let resource: T | undefined
  let reason: string | undefined
  beforeAll(async () => {
    try {
      resource = await start()
    } catch (error) {
      if (!(error instanceof Unavailable) || isRequired()) throw error
      reason = error.message
      console.warn(`Skipped: ${reason}`)
    }
  })
  beforeEach(({ skip }) => {
    if (reason !== undefined) skip(reason)
  })
  afterAll(async () => {
    if (resource !== undefined) await stop?.(resource)
  })
  return () => {
    // What needs it is not available either.
    if (reason !== undefined) throw new Unavailable(reason)
    if (resource === undefined) throw new Error('Use it in a test: it starts before the first one.')
    return resource
  }
}

/** Uses a server that runs in the counterpart's environment; shows the end of its log when a test fails. */
export function useServer(
  folder: string,
  start: (python: string) => Omit<ServerStart, 'counterpart'>,
): () => RunningServer {
  const server = useResource(
    async () => startServer({ counterpart: basename(folder), ...start(pythonOf(folder)) }),
    (running) => running.stop(),
  )
  beforeEach(() => {
    onTestFailed(() => {
      const { log, output } = server().process
      console.error(`The last lines of ${log}:\n${lastLines(output(), 40)}`)
    })
  })
  return server
}

/** Uses the Python of a counterpart's environment, for programs that call our emulator. */
export function usePython(folder: string): () => string {
  const python = useResource(async () => ({ path: pythonOf(folder) }))
  return () => python().path
}

function pythonOf(folder: string): string {
  const environment = inject('environments')[basename(folder)]
  if (environment === undefined) throw new Unavailable(`${basename(folder)} has no requirements.txt.`)
  if ('reason' in environment) throw new Unavailable(`${basename(folder)}: ${environment.reason}`)
  return environment.python
}
