import { existsSync, globSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder of the interop tests. */
export const interopFolder: string = dirname(import.meta.dirname)

/** What a run keeps: environments and logs. Git ignores it. */
const cacheFolder = join(interopFolder, '.cache')

/** Lists the names of the counterparts: folders with a `counterpart.ts`. */
export function counterpartNames(): string[] {
  return globSync('*/counterpart.ts', { cwd: interopFolder })
    .map((file) => dirname(file))
    .filter((name) => name !== 'frame')
    .toSorted()
}

/** The requirements file of a counterpart, if it needs Python packages. */
export function requirementsOf(counterpart: string): string | undefined {
  const file = join(interopFolder, counterpart, 'requirements.txt')
  return existsSync(file) ? file : undefined
}

/** The folder of the virtual environments. */
export function environmentsFolder(): string {
  return ensured(join(cacheFolder, 'environments'))
}

/** A log file of a counterpart; the same name overwrites the log of the last run. */
export function logFile(counterpart: string, name: string): string {
  return join(ensured(join(cacheFolder, 'logs', counterpart)), `${name}.log`)
}

function ensured(folder: string): string {
  mkdirSync(folder, { recursive: true })
  return folder
}
