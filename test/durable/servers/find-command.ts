import { existsSync, globSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { Unavailable } from '../../interop/frame/unavailable.ts'

/** Finds the first of several commands, on the PATH or where Debian puts PostgreSQL's. */
export function findCommand(names: readonly string[], install: string): string {
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    ...globSync('/usr/lib/postgresql/*/bin').toReversed(),
  ]
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path))
  if (found === undefined) throw new Unavailable(`${names[0]} is not installed. Install ${install}`)
  return found
}
