/** JSON that Python cannot parse; the message is Python's. */
export class PythonJsonError extends Error {}

/** Makes the error for a position in a text, which Python counts in characters, not in UTF-16 units. */
export function pythonJsonError(text: string, message: string, at: number): PythonJsonError {
  const before = text.slice(0, at)
  const lines = before.split('\n')
  const column = Array.from(lines.at(-1) ?? '').length + 1
  return new PythonJsonError(`${message}: line ${lines.length} column ${column} (char ${Array.from(before).length})`)
}

/** Scans the string that starts at a quotation mark. */
export function scanPythonString(text: string, start: number): { readonly value: string; readonly end: number } {
  const parts: string[] = []
  let at = start + 1
  for (;;) {
    const from = at
    while (at < text.length && !'"\\'.includes(text.charAt(at)) && text.charAt(at) >= ' ') at += 1
    parts.push(text.slice(from, at))
    const character = text[at]
    if (character === undefined) throw pythonJsonError(text, 'Unterminated string starting at', start)
    if (character === '"') return { value: parts.join(''), end: at + 1 }
    if (character !== '\\') throw pythonJsonError(text, 'Invalid control character at', at)
    if (at + 1 >= text.length) throw pythonJsonError(text, 'Unterminated string starting at', start)
    const escape = scanEscape(text, at)
    parts.push(escape.value)
    at = escape.end
  }
}

function scanEscape(text: string, at: number): { readonly value: string; readonly end: number } {
  const escaped = text.charAt(at + 1)
  if (escaped !== 'u') {
    const value = escapes[escaped]
    if (value === undefined) throw pythonJsonError(text, 'Invalid \\escape', at)
    return { value, end: at + 2 }
  }
  const digits = /^[\da-f]{4}$/i.exec(text.slice(at + 2, at + 6))?.[0]
  // Python wants a character after the digits before it looks at them.
  if (digits === undefined || at + 6 >= text.length) throw pythonJsonError(text, 'Invalid \\uXXXX escape', at + 1)
  return { value: String.fromCharCode(Number.parseInt(digits, 16)), end: at + 6 }
}

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}
