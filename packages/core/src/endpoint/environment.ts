/** Reads an environment variable. Returns `undefined` if it is empty, or if the runtime has no environment, as on the edge. */
export function environment(name: string): string | undefined {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } }
  return process?.env?.[name] || undefined
}
