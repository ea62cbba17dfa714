let count = 0

/** Creates a unique word to search for in a body. No marker is a prefix of another. */
export function marker(about: string): string {
  count += 1
  return `kit_${about}_${count}z`
}
