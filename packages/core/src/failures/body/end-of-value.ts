/** The brackets of Python in those of JSON, which has no tuples. */
export const openings: Readonly<Record<string, string>> = { '{': '{', '[': '[', '(': '[' }
export const closings: Readonly<Record<string, string>> = { '}': '}', ']': ']', ')': ']' }

/** Returns the position after a quoted string. */
export function endOfString(text: string, start: number): number | undefined {
  for (let index = start + 1; index < text.length; index++) {
    if (text[index] === '\\') index++
    else if (text[index] === text[start]) return index + 1
  }
  return undefined
}

/** Returns the position after the bracket that closes the one at a position. */
export function endOfBrackets(text: string, start: number): number | undefined {
  let depth = 0
  for (let index: number | undefined = start; index !== undefined && index < text.length;) {
    const character: string = text[index] ?? ''
    if (character in openings) depth++
    if (character in closings) depth--
    index = character === "'" || character === '"' ? endOfString(text, index) : index + 1
    if (depth === 0) return index
  }
  return undefined
}
