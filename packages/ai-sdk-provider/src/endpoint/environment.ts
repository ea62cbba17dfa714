/** Reads an environment variable, if the runtime has any; an empty one counts as unset. Called on use, never on import. */
export function environment(name: string): string | undefined {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } }
  return process?.env?.[name] || undefined
}
