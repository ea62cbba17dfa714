/** Splits a text into what the emulator counts as tokens; joined again they are the text. */
export function splitTokens(text: string): string[] {
  return text.match(/\s*\S{1,7}|\s+/gu) ?? []
}

/** Counts the emulator's tokens in a text. */
export function countTokens(text: string): number {
  return splitTokens(text).length
}
