import { addressOf, pageOf } from './page-address.ts'

/** An entry point of a package, with its page in the API reference. */
export interface ApiEntryPoint {
  /** The page's file, as a path in the repository. */
  readonly file: string
  /** What an import names, without the scope: `core`, or `core/testing`. */
  readonly name: string
}

/** Lists the entry points that have a page among the given files. */
export function apiEntryPoints(files: readonly string[]): readonly ApiEntryPoint[] {
  return files.toSorted().flatMap((file) => {
    const name = /^api\/(.+)\/$/.exec(addressOf(pageOf(file)))?.[1]
    return name === undefined ? [] : [{ file, name }]
  })
}
