/** Reads a variable of the environment, where there is one (not on every edge runtime); an empty one counts as unset. */
export function environment(name: string): string | undefined {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } }
  return process?.env?.[name] || undefined
}
