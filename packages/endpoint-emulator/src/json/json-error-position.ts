/** Finds where a text stops being the beginning of any JSON; its length where it only breaks off. Reads it once. */
export function findJsonMistake(text: string): number {
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
        const scalar = character === '"' ? readString(text, at) : readWord(text, at)
        if (!scalar.whole) return scalar.end
        expected = 'after'
        at = scalar.end
      }
    } else {
      const key = character === '"' ? readString(text, at) : { end: at, whole: false }
      if (!key.whole) return key.end
      expected = 'colon'
      at = key.end
    }
    at = skipSpace(text, at)
  }
  return text.length
}

type Expected = 'value' | 'first-item' | 'first-key' | 'key' | 'colon' | 'after'

/** Where a scalar ends; when it is not whole, where it goes wrong or breaks off. */
interface Scalar {
  readonly end: number
  readonly whole: boolean
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

function readString(text: string, start: number): Scalar {
  let at = start + 1
  for (;;) {
    const character = text[at]
    if (character === undefined || character < ' ') return { end: at, whole: false }
    if (character === '"') return { end: at + 1, whole: true }
    at += 1
    if (character !== '\\') continue
    const escaped = text[at]
    if (escaped === undefined || !'"\\/bfnrtu'.includes(escaped)) return { end: at, whole: false }
    at += 1
    for (const end = at + (escaped === 'u' ? 4 : 0); at < end; at++) {
      if (!/^[\da-f]$/i.test(text[at] ?? '')) return { end: at, whole: false }
    }
  }
}

/** Reads a number, `true`, `false` or `null`. */
function readWord(text: string, start: number): Scalar {
  const literal = ['true', 'false', 'null'].find((word) => word.startsWith(text[start] ?? ''))
  if (literal !== undefined) {
    let length = 1
    while (length < literal.length && text[start + length] === literal[length]) length += 1
    return { end: start + length, whole: length === literal.length }
  }
  // Digits may be many: each group is read once, and what must follow it decides.
  const digits = (from: number): number => {
    let at = from
    while (isDigit(text[at])) at += 1
    return at
  }
  const whole = text[start] === '-' ? start + 1 : start
  if (!isDigit(text[whole])) return { end: whole, whole: false }
  let end = text[whole] === '0' ? whole + 1 : digits(whole)
  if (text[end] === '.') {
    if (!isDigit(text[end + 1])) return { end: end + 1, whole: false }
    end = digits(end + 1)
  }
  if (text[end] === 'e' || text[end] === 'E') {
    const sign = text[end + 1] === '+' || text[end + 1] === '-' ? end + 2 : end + 1
    if (!isDigit(text[sign])) return { end: sign, whole: false }
    end = digits(sign)
  }
  return { end, whole: true }
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9'
}
