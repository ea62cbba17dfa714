// Reads from a diff which lines are new.
import type { Place } from './places.ts'

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
