const warned = new Set<string>()

/** Warns of an old name, once in a process. */
export function warnOnce(name: string, replacement: string): void {
  if (warned.has(name)) return
  warned.add(name)
  console.warn(`${name} is deprecated: use ${replacement}, which does the same.`)
}
