// Finds which lines of the sources are new.
import { execFileSync } from 'node:child_process'
import type { Place } from './places.ts'

/** Returns what a branch changes in the packages' sources, uncommitted changes included, as a diff without context. */
export function sourcesSince(base: string, root: string): string {
  const form = ['--unified=0', '--no-ext-diff', '--no-color', '--dst-prefix=b/']
  const words = ['diff', ...form, '--merge-base', base, '--', ':(glob)packages/*/src/**']
  return execFileSync('git', words, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 30 })
}

/** The lines that a diff without context (`git diff --unified=0`) adds or changes, and those around what it removes. */
export function changedLines(diff: string): readonly Place[] {
  let path = ''
  return diff.split('\n').flatMap((line) => {
    path = /^\+\+\+ b\/(.*)$/.exec(line)?.[1] ?? path
    const hunk = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line)
    if (hunk === null) return []
    const first = Number(hunk[1])
    return [{ path, first, last: first + Math.max(Number(hunk[2] ?? 1), 1) - 1 }]
  })
}

/** Tells whether a place has a changed line. */
export function isChanged(place: Place, changed: readonly Place[]): boolean {
  return changed.some(({ path, first, last }) => path === place.path && first <= place.last && last >= place.first)
}
