/** How often each key was met. */
export type Counts<Key = string> = Map<Key, number>

/** Counts a key once more. */
export function count<Key>(counts: Counts<Key>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

/** Adds up all counts. */
export function sum(counts: ReadonlyMap<unknown, number>): number {
  return [...counts.values()].reduce((total, value) => total + value, 0)
}

/** Writes counts as a table, the highest first. */
export function countTable([key, value]: readonly [string, string], counts: Counts): string {
  const rows = [...counts].toSorted(([, a], [, b]) => b - a).map(([name, times]) => `| ${name} | ${times} |`)
  return [`| ${key} | ${value} |`, '| --- | --: |', ...rows].join('\n')
}
