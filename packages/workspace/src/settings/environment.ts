/** Reads an environment variable; empty is unset, and there may be no environment at all. */
export function environment(name: string): string | undefined {
  const value = (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env?.[name]?.trim()
  return value === '' ? undefined : value
}
