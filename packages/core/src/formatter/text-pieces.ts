/**
 * Cuts a text into pieces of the given lengths, between which a framework may have put line breaks. Returns `undefined` if they do
 * not add up to the text, because it was changed.
 */
export function textPieces(text: string, lengths: readonly number[]): readonly string[] | undefined {
  let breaks = text.length - lengths.reduce((sum, length) => sum + length, 0)
  let start = 0
  const pieces = lengths.map((length) => {
    if (start > 0 && breaks > 0 && text[start] === '\n') {
      start += 1
      breaks -= 1
    }
    return text.slice(start, (start += length))
  })
  return breaks === 0 ? pieces : undefined
}
