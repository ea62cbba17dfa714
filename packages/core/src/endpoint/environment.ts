/**
 * Reads an environment variable, without white space around it: a value that comes from a file often ends with a newline. Returns
 * `undefined` if it is empty, or if the runtime has no environment, as on the edge.
 */
export function environment(name: string): string | undefined {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } }
  return process?.env?.[name]?.trim() || undefined
}
