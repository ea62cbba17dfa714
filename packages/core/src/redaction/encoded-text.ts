/** Decoded text, and where each of its characters starts in the original. */
export interface DecodedText {
  readonly text: string
  /** The position in the original of each character, and of the end. */
  readonly starts: readonly number[]
}

/** JSON and JavaScript escapes, URL encoding, and HTML entities: numeric ones, and named ones for characters in keys. */
const escapes =
  /\\u([\da-f]{4})|\\x([\da-f]{2})|\\(["'\\/])|%([\da-f]{2})|&#(\d{1,7});|&#x([\da-f]{1,6});|&([a-z]{2,6});/gi

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  ast: '*',
  colon: ':',
  comma: ',',
  commat: '@',
  dollar: '$',
  equals: '=',
  excl: '!',
  gt: '>',
  hyphen: '-',
  lowbar: '_',
  lpar: '(',
  lt: '<',
  num: '#',
  percnt: '%',
  period: '.',
  plus: '+',
  quest: '?',
  quot: '"',
  rpar: ')',
  semi: ';',
  sol: '/',
  tilde: '~',
}

/** Layers of encoding that are decoded: JSON in JSON in a URL in an HTML page is four, and a value is looked through as JSON once more. */
const maxLayers = 5

function decodeEscape(whole: string, ...groups: readonly (string | undefined)[]): string {
  const [unicode, byte, quoted, percent, decimal, hex, name] = groups
  if (quoted !== undefined) return quoted
  if (name !== undefined) return entities[name.toLowerCase()] ?? whole
  const code = decimal === undefined ? Number.parseInt(unicode ?? byte ?? percent ?? hex ?? '', 16) : Number(decimal)
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole
}

/** Yields a text, then the text with one more layer of escapes decoded each time, at most five. */
export function* decodedTexts(text: string): Generator<string> {
  let decoded = text
  for (let layer = 0; layer <= maxLayers; layer++) {
    yield decoded
    const next = decoded.replace(escapes, decodeEscape)
    if (next === decoded) return
    decoded = next
  }
}

/** Yields the same texts as `decodedTexts`, with the positions of their characters in the original. */
export function* decodedLayers(text: string): Generator<DecodedText> {
  let layer: DecodedText = { text, starts: Array.from({ length: text.length + 1 }, (_, index) => index) }
  yield layer
  for (let depth = 0; depth < maxLayers; depth++) {
    const next = decodeLayer(layer)
    if (next.text === layer.text) return
    layer = next
    yield layer
  }
}

function decodeLayer({ text, starts }: DecodedText): DecodedText {
  let decoded = ''
  const positions: number[] = []
  let end = 0
  const copyUntil = (index: number): void => {
    for (let at = end; at < index; at++) positions.push(starts[at] ?? 0)
    decoded += text.slice(end, index)
  }
  for (const match of text.matchAll(escapes)) {
    copyUntil(match.index)
    const character = decodeEscape(match[0], ...match.slice(1))
    // An unknown entity is kept unchanged.
    for (let at = 0; at < character.length; at++) {
      positions.push(starts[match.index + (character === match[0] ? at : 0)] ?? 0)
    }
    decoded += character
    end = match.index + match[0].length
  }
  copyUntil(text.length)
  positions.push(starts[text.length] ?? 0)
  return { text: decoded, starts: positions }
}
