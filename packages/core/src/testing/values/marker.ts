let count = 0

/**
 * Creates a unique word to search for in a body. No marker is a prefix of another, and none contains a digit, since a number of a
 * request may be searched for in texts too.
 */
export function marker(about: string): string {
  count += 1
  const letters = Array.from(String(count), (digit) => 'abcdefghij'[Number(digit)])
  return `kit_${about}_${letters.join('')}z`
}
