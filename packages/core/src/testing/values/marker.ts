let count = 0

/** Makes a word that occurs nowhere else, to look for in a body. No marker begins another. */
export function marker(about: string): string {
  count += 1
  return `kit_${about}_${count}z`
}
