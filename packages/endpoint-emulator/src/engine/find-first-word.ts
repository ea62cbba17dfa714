/** Returns the position of the first occurrence of any of the words in a text, or `undefined` if there is none. */
export function findFirstWord(text: string, words: readonly string[]): number | undefined {
  let first: number | undefined
  for (const word of words) {
    const at = word === '' ? -1 : text.indexOf(word)
    if (at >= 0 && (first === undefined || at < first)) first = at
  }
  return first
}
