import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The URL at which tests start emulators in another process. */
    emulators?: string
  }
}

/** Starts the process that runs the emulators. */
export async function setup(project: TestProject): Promise<() => void> {
  const emulators = fork(new URL('./emulator-process.ts', import.meta.url), {
    execArgv: ['--conditions=@azureml-endpoints/source'],
  })
  const [url] = (await once(emulators, 'message')) as [string]
  project.provide('emulators', url)
  return () => void emulators.kill()
}
