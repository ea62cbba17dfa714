import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'

/** What the command line asks for. */
export interface ReplayOptions {
  /** The folder with the recordings, one folder a project in it. */
  readonly folder: string
  /** The class of the only formatter to try. It has to refuse the answers of other families. */
  readonly formatter?: string | undefined
  /** A file for one JSON line a response, with all that was found. */
  readonly out?: string | undefined
  /** A page whose tables are replaced by those of this run. */
  readonly page?: string | undefined
}

/** Reads the command line. */
export function parseArguments(words: readonly string[]): ReplayOptions {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { formatter: { type: 'string' }, out: { type: 'string' }, page: { type: 'string' } },
  })
  const [folder, ...others] = positionals
  if (folder === undefined || others.length > 0) {
    throw new Error('Usage: pnpm replay <folder> [--formatter <class>] [--out <file>] [--page <file>]')
  }
  if (!existsSync(folder)) throw new Error(`There is no folder ${folder}.`)
  return { folder, ...values }
}
