/** Finds the position at which text stops being valid JSON; its length if it is only truncated. Takes linear time. */
export function findJsonError(text: string): number {
  const open: string[] = []
  let expected: Expected = 'value'
  let at = skipSpace(text, 0)
  while (at < text.length) {
    const character = text.charAt(at)
    if (expected === 'after') {
      const next = afterValue(character, open)
      if (next === undefined) return at
      expected = next
      at += 1
    } else if (expected === 'colon') {
      if (character !== ':') return at
      expected = 'value'
      at += 1
    } else if (character === (expected === 'first-item' ? ']' : expected === 'first-key' ? '}' : '')) {
      open.pop()
      expected = 'after'
      at += 1
    } else if (expected === 'value' || expected === 'first-item') {
      if (character === '[' || character === '{') {
        open.push(character)
        expected = character === '[' ? 'first-item' : 'first-key'
        at += 1
      } else {
        const scalar = character === '"' ? scanString(text, at) : scanLiteral(text, at)
        if (!scalar.complete) return scalar.end
        expected = 'after'
        at = scalar.end
      }
    } else {
      const key = character === '"' ? scanString(text, at) : { end: at, complete: false }
      if (!key.complete) return key.end
      expected = 'colon'
      at = key.end
    }
    at = skipSpace(text, at)
  }
  return text.length
}

type Expected = 'value' | 'first-item' | 'first-key' | 'key' | 'colon' | 'after'

/** The end of a scalar, or the position of the error if it is not complete. */
interface Scalar {
  readonly end: number
  readonly complete: boolean
}

function afterValue(character: string, open: string[]): Expected | undefined {
  const inside = open.at(-1)
  if (inside === undefined) return undefined
  if (character === ',') return inside === '[' ? 'value' : 'key'
  if (character !== (inside === '[' ? ']' : '}')) return undefined
  open.pop()
  return 'after'
}

function skipSpace(text: string, start: number): number {
  let at = start
  while (' \t\n\r'.includes(text[at] ?? 'x')) at += 1
  return at
}

function scanString(text: string, start: number): Scalar {
  let at = start + 1
  for (;;) {
    const character = text[at]
    if (character === undefined || character < ' ') return { end: at, complete: false }
    if (character === '"') return { end: at + 1, complete: true }
    at += 1
    if (character !== '\\') continue
    const escaped = text[at]
    if (escaped === undefined || !'"\\/bfnrtu'.includes(escaped)) return { end: at, complete: false }
    at += 1
    for (const end = at + (escaped === 'u' ? 4 : 0); at < end; at++) {
      if (!/^[\da-f]$/i.test(text[at] ?? '')) return { end: at, complete: false }
    }
  }
}

/** Scans a number, `true`, `false` or `null`. */
function scanLiteral(text: string, start: number): Scalar {
  const literal = ['true', 'false', 'null'].find((word) => word.startsWith(text[start] ?? ''))
  if (literal !== undefined) {
    let length = 1
    while (length < literal.length && text[start + length] === literal[length]) length += 1
    return { end: start + length, complete: length === literal.length }
  }
  // There may be many digits, so each group is scanned only once.
  const digits = (from: number): number => {
    let at = from
    while (isDigit(text[at])) at += 1
    return at
  }
  const complete = text[start] === '-' ? start + 1 : start
  if (!isDigit(text[complete])) return { end: complete, complete: false }
  let end = text[complete] === '0' ? complete + 1 : digits(complete)
  if (text[end] === '.') {
    if (!isDigit(text[end + 1])) return { end: end + 1, complete: false }
    end = digits(end + 1)
  }
  if (text[end] === 'e' || text[end] === 'E') {
    const sign = text[end + 1] === '+' || text[end + 1] === '-' ? end + 2 : end + 1
    if (!isDigit(text[sign])) return { end: sign, complete: false }
    end = digits(sign)
  }
  return { end, complete: true }
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9'
}
