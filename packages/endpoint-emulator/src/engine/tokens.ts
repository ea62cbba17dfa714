/** Splits text into the emulator's tokens; joining them gives the same text. */
export function splitTokens(text: string): string[] {
  return text.match(/\s*\S{1,7}|\s+/gu) ?? []
}

/** Counts the emulator's tokens in text. The counts differ from a real tokenizer's. */
export function countTokens(text: string): number {
  return splitTokens(text).length
}
