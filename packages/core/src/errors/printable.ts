/** Control characters, line separators and bidirectional marks, which can forge log lines or control a terminal. */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\uFEFF]/gu

/** Makes text from outside safe to show in a message or a log: on one line, with control characters escaped as in `\u001b`. */
export function printable(text: string): string {
  return text
    .replace(/[\t\n\r]+/g, ' ')
    .replace(unprintable, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
