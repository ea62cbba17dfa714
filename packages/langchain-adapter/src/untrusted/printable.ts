/** Characters of a foreign text that a message shows. */
const longest = 1_000

/** Shows a foreign text in a message: cut, and with its control characters escaped, which could forge lines of a log. */
export function printable(text: string): string {
  const start = text.length > longest ? `${text.slice(0, longest)}…` : text
  return start.replace(/[\p{Cc}\u2028\u2029]/gu, escaped)
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
