import { decodedLayers, decodedTexts } from './encoded-text.ts'
import { limits } from '../errors/limits.ts'
import { isPlainFields } from '../json/fields.ts'
import { replaceInUrl } from './secret-urls.ts'

/** The text that replaces a secret. */
export const redacted = '<redacted>'

/** Shorter forms of a secret are not redacted, nor are shorter starts of one at the end of a cut text. */
export const minFormLength: number = 6

/** Returns the forms of a secret to search for: the secret, decoded if it has escapes, and base64 at each of three alignments. */
export function formsOf(secret: string): readonly string[] {
  const bytes = Array.from(new TextEncoder().encode(secret), (byte) => String.fromCharCode(byte)).join('')
  const plain = [secret, bytes, ...decodedTexts(secret)]
  const base64 = [0, 1, 2].map((offset) => base64Core(bytes, offset)).filter((form) => form.length >= 8)
  const base64Url = base64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'))
  // What is left of an escaped secret may be too short to tell from ordinary text.
  return [...new Set([...plain, ...base64, ...base64Url])].filter((form) => form.length >= minFormLength)
}

/** Returns the base64 characters that depend only on these bytes when `offset` bytes precede them. */
function base64Core(bytes: string, offset: number): string {
  const firstWhole = Math.ceil((offset * 8) / 6)
  const afterLastWhole = Math.floor(((offset + bytes.length) * 8) / 6)
  return btoa('\0'.repeat(offset) + bytes).slice(firstWhole, afterLastWhole)
}

/**
 * Replaces every form of a secret in a text, even if it is escaped for JSON, a URL or HTML, up to four times. Nothing is kept of a
 * text that is too long to be decoded and may contain one.
 */
export function redactText(text: string, forms: readonly string[]): string {
  if (text.length > maxDecoded) return mayContain(text, forms) ? redacted : text
  if (!containsAny(text, forms)) return text
  const found: Range[] = []
  for (const layer of decodedLayers(text)) {
    for (const form of forms) {
      for (let at = layer.text.indexOf(form); at !== -1; at = layer.text.indexOf(form, at + form.length)) {
        found.push([layer.starts[at] ?? 0, layer.starts[at + form.length] ?? text.length])
      }
    }
  }
  return withoutRanges(text, found)
}

/** Characters of a text that are decoded. */
export const maxDecoded: number = 1024 * 1024

/** Whether a text contains a form of a secret, escaped or not. */
export function containsAny(text: string, forms: readonly string[]): boolean {
  if (!mayContain(text, forms)) return false
  for (const decoded of decodedTexts(text)) if (forms.some((form) => decoded.includes(form))) return true
  return false
}

/** Returns whether a text contains a secret literally, or escapes that may hide one. Almost no text does, so this is checked first. */
export function mayContain(text: string, forms: readonly string[]): boolean {
  if (escapedLetters.test(text)) return true
  if (text.includes('\\') && forms.some((form) => /["'\\]/.test(form))) return true
  return forms.some((form) => text.includes(form))
}

/** Escapes that a character of any secret may be written as. */
const escapedLetters = /\\[ux/]|%[\da-f]{2}|&(#|[a-z])/i

/** Where a secret is in a text. */
export type Range = readonly [start: number, end: number]

/** Replaces parts of a text, which may overlap. */
export function withoutRanges(text: string, ranges: readonly Range[]): string {
  let shown = ''
  let end = 0
  for (const [start, until] of ranges.toSorted((one, other) => one[0] - other[0])) {
    if (start >= end) shown += text.slice(end, start) + redacted
    end = Math.max(end, until)
  }
  return shown + text.slice(end)
}

/** Copies a JSON value with all its strings changed, keys too unless told otherwise; what is nested beyond the limit is left out. */
export function mapTexts(
  value: unknown,
  change: (text: string) => string,
  changeKey: (key: string) => string = change,
): unknown {
  const copies = new Map<object, unknown>()
  const copy = (one: unknown, depth: number): unknown => {
    if (typeof one === 'string') return change(one)
    if (one instanceof URL) return change(one.href)
    if (!isPlain(one)) return one
    if (depth > limits.nesting) return '<nested too deeply>'
    const known = copies.get(one)
    if (known !== undefined) return known
    copies.set(one, '<circular>')
    const copied = Array.isArray(one)
      ? one.map((item) => copy(item, depth + 1))
      : Object.fromEntries(Object.entries(one).map(([name, item]) => [changeKey(name), copy(item, depth + 1)]))
    copies.set(one, copied)
    return copied
  }
  return copy(value, 1)
}

/** Copies a JSON value with the texts replaced that are exactly one of the given values, or have it as a part of a URL. */
export function withoutValues(value: unknown, values: readonly string[]): unknown {
  if (values.length === 0) return value
  const hidden = new Set(values)
  return mapTexts(
    value,
    (text) => (hidden.has(text) ? redacted : replaceInUrl(text, (part) => (hidden.has(part) ? redacted : part))),
    (key) => key,
  )
}

/** Returns whether a value is a list, or an object of no class. */
export function isPlain(value: unknown): value is object {
  return Array.isArray(value) || isPlainFields(value)
}
