/** A way to write a secret that a program undoes without thinking about it. */
export interface Encoding {
  readonly name: string
  readonly encode: (secret: string) => string
  /** The written form is an escape of JSON, and stands inside a string as it is. */
  readonly isJson?: boolean
}

/** All ways. */
export const encodings: readonly Encoding[] = [
  { name: 'as it is', encode: (secret) => secret },
  {
    name: 'every character as \\uXXXX',
    encode: (secret) => escaped(secret, (code) => code.toUpperCase()),
    isJson: true,
  },
  { name: 'every character as \\uxxxx', encode: (secret) => escaped(secret, (code) => code), isJson: true },
  { name: 'one character as \\u002B', encode: (secret) => secret.replace('+', '\\u002B'), isJson: true },
  { name: 'one character as \\u002b', encode: (secret) => secret.replace('+', '\\u002b'), isJson: true },
  {
    name: 'one letter as \\uXXXX',
    encode: (secret) => `${secret[0]}${escaped(secret[1] ?? '', upper)}${secret.slice(2)}`,
    isJson: true,
  },
  { name: 'slashes as \\/', encode: (secret) => secret.replaceAll('/', '\\/'), isJson: true },
  { name: 'percent-encoded whole', encode: (secret) => percent(secret, upper) },
  { name: 'percent-encoded whole, lower case', encode: (secret) => percent(secret, (code) => code) },
  { name: 'percent-encoded', encode: encodeURIComponent },
  {
    name: 'percent-encoded, lower case',
    encode: (secret) => encodeURIComponent(secret).replaceAll(/%../g, (code) => code.toLowerCase()),
  },
  { name: 'percent-encoded twice', encode: (secret) => encodeURIComponent(encodeURIComponent(secret)) },
  { name: 'as in a form', encode: (secret) => new URLSearchParams({ q: secret }).toString().slice(2) },
  { name: 'base64', encode: (secret) => base64(secret) },
  { name: 'base64url', encode: (secret) => Buffer.from(secret).toString('base64url') },
  { name: 'base64, one byte further', encode: (secret) => base64(`:${secret}`) },
  { name: 'base64, two bytes further', encode: (secret) => base64(`u:${secret}`) },
  { name: 'decimal entities', encode: (secret) => entities(secret, (code) => `&#${code};`) },
  { name: 'hexadecimal entities', encode: (secret) => entities(secret, (code) => `&#x${code.toString(16)};`) },
  { name: 'one entity in decimal', encode: (secret) => secret.replaceAll('+', '&#43;') },
  {
    name: 'named entities',
    encode: (secret) => secret.replaceAll(/[+/=_.]/g, (character) => names[character] ?? character),
  },
]

const names: Readonly<Record<string, string>> = {
  '+': '&plus;',
  '/': '&sol;',
  '=': '&equals;',
  _: '&lowbar;',
  '.': '&period;',
}

function upper(code: string): string {
  return code.toUpperCase()
}

/** Code units, so that a character beyond the first plane is a pair. */
function escaped(text: string, write: (code: string) => string): string {
  return text
    .split('')
    .map((unit) => `\\u${write(unit.charCodeAt(0).toString(16).padStart(4, '0'))}`)
    .join('')
}

function percent(text: string, write: (code: string) => string): string {
  return [...Buffer.from(text)].map((byte) => `%${write(byte.toString(16).padStart(2, '0'))}`).join('')
}

function entities(text: string, write: (code: number) => string): string {
  return [...text].map((character) => write(character.codePointAt(0) ?? 0)).join('')
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}
