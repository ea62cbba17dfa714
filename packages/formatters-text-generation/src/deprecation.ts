const warned = new Set<string>()

/** Logs a deprecation warning once per process and name. */
export function warnOnce(name: string, replacement: string): void {
  if (warned.has(name)) return
  warned.add(name)
  console.warn(`${name} is deprecated: use ${replacement}, which behaves the same.`)
}
