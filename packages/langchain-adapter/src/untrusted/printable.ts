/** The maximum number of characters of untrusted text in a message. */
const maxLength = 1_000

/** Makes untrusted text safe for messages: truncates it, and escapes control characters, which could forge log lines. */
export function printable(text: string): string {
  const start = text.length > maxLength ? `${text.slice(0, maxLength)}…` : text
  return start.replace(/[\p{Cc}\u2028\u2029]/gu, escaped)
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
