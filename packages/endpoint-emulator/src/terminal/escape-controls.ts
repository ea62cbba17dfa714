/**
 * Escapes the characters in untrusted text that a terminal or a log would interpret instead of showing: control
 * characters, line separators and bidirectional overrides, each in JSON notation (`\u001b`). Keeps line breaks and tabs.
 * JSON keeps its value, because it contains these characters only inside strings.
 */
export function escapeText(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(controlsButLineBreaks, escapeCharacter)
}

/** Escapes text as `escapeText` does, and line breaks too, so that it stays on one line. */
export function escapeLine(text: string): string {
  return text.replace(controls, escapeCharacter)
}

function escapeCharacter(character: string): string {
  return named[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

const named: Readonly<Record<string, string>> = { '\n': String.raw`\n`, '\r': String.raw`\r` }

// oxlint-disable-next-line no-control-regex -- these are the characters to escape
const controls = /[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g
// oxlint-disable-next-line no-control-regex -- these are the characters to escape
const controlsButLineBreaks = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g
