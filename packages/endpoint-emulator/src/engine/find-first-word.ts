/** Finds where the first of some words stands in a text; `undefined` when none does. */
export function findFirstWord(text: string, words: readonly string[]): number | undefined {
  let first: number | undefined
  for (const word of words) {
    const at = word === '' ? -1 : text.indexOf(word)
    if (at >= 0 && (first === undefined || at < first)) first = at
  }
  return first
}
