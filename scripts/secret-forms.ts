/**
 * Makes a pattern that finds a secret in any of its forms: unchanged, escaped for JSON, JavaScript, URLs or HTML (also
 * several times), in base64 or base64url at any offset of the encoded data, and in hexadecimal. Every repetition in the
 * pattern is bounded, so that a search takes linear time.
 */
export function patternOfSecrets(secrets: readonly string[]): RegExp {
  return new RegExp(
    secrets
      .filter((secret) => secret !== '')
      .flatMap(formsOf)
      .join('|') || '(?!)',
    'g',
  )
}

function formsOf(secret: string): string[] {
  const written = [...secret].map(formsOfCharacter).join('')
  if (secret.length < shortestEncoded) return [written]
  const encoded = [0, 1, 2].flatMap((before) => base64Cores(secret, before))
  const hexadecimal = [...Buffer.from(secret)].map(hexPattern).join('')
  // The core is followed by the remaining bits of the last byte, and the padding.
  const ends = encoded.map(
    (core) => `${[...core].map(formsOfCharacter).join('')}[\\w+/-]{0,2}(?:=|%3[Dd]|\\\\{1,8}u003[Dd]){0,2}`,
  )
  return [written, ...ends, hexadecimal]
}

/** The encoded form of a shorter secret would match ordinary words. */
const shortestEncoded = 6

/** Returns the part of a base64 string that depends only on the secret, if `before` bytes (modulo 3) precede it. */
function base64Cores(secret: string, before: number): string[] {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)])
  const core = bytes.toString('base64').slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6))
  return [core, core.replaceAll('+', '-').replaceAll('/', '_')]
}

function formsOfCharacter(character: string): string {
  const units = character.split('').map((unit) => unit.charCodeAt(0))
  const asUnicode = units.map((unit) => `\\\\{1,8}u(?:${padded(unit, 4)}|\\{0{0,4}${hexOf(unit)}\\})`).join('')
  const [code = 0] = [character.codePointAt(0)]
  const asUrl = [...Buffer.from(character)].map((byte) => `%(?:25){0,4}${hexPattern(byte)}`).join('')
  const named = entities[character]
  const entity = [`#0{0,6}${code};?`, `#[xX]0{0,6}${hexOf(code)};?`, ...(named === undefined ? [] : [`(?:${named});`])]
  const forms = [literal(character), asUnicode, asUrl, `&(?:amp;){0,4}(?:${entity.join('|')})`]
  if (code < 0x100) forms.push(`\\\\{1,8}x${hexPattern(code)}`)
  if (character === ' ') forms.push('\\+')
  return `(?:${forms.join('|')})`
}

/** Matches a character itself. JSON may escape some characters with a backslash, and adds more for each level of nesting. */
function literal(character: string): string {
  if (character === '\\') return '\\\\{1,16}'
  if (/^\w$/.test(character)) return character
  return `\\\\{0,8}${character.replace(/[$()*+./?[\]^{|}-]/, '\\$&')}`
}

function padded(code: number, digits: number): string {
  return [...code.toString(16).padStart(digits, '0')].map(eitherCase).join('')
}

function hexOf(code: number): string {
  return [...code.toString(16)].map(eitherCase).join('')
}

function hexPattern(byte: number): string {
  return padded(byte, 2)
}

function eitherCase(digit: string): string {
  return /\d/.test(digit) ? digit : `[${digit}${digit.toUpperCase()}]`
}

/** The HTML entity names of the characters in keys and URLs. */
const entities: Readonly<Record<string, string>> = {
  '&': 'amp|AMP',
  '<': 'lt|LT',
  '>': 'gt|GT',
  '"': 'quot|QUOT',
  "'": 'apos',
  '+': 'plus',
  '/': 'sol',
  '\\': 'bsol',
  '=': 'equals',
  '-': 'dash|hyphen',
  _: 'lowbar|UnderBar',
  '.': 'period',
  ':': 'colon',
  ';': 'semi',
  '!': 'excl',
  '#': 'num',
  $: 'dollar',
  '%': 'percnt',
  '(': 'lpar',
  ')': 'rpar',
  '*': 'ast|midast',
  ',': 'comma',
  '?': 'quest',
  '@': 'commat',
  '[': 'lsqb|lbrack',
  ']': 'rsqb|rbrack',
  '^': 'Hat',
  '`': 'grave|DiacriticalGrave',
  '{': 'lcub|lbrace',
  '|': 'verbar|vert|VerticalLine',
  '}': 'rcub|rbrace',
}
