/** Control characters, line separators and marks that reorder text: they can forge log lines and drive a terminal. */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\uFEFF]/gu

/** Makes foreign text safe to show in a message or a log: one line, control characters written as `\u001b`. */
export function printable(text: string): string {
  return text
    .replace(/[\t\n\r]+/g, ' ')
    .replace(unprintable, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
