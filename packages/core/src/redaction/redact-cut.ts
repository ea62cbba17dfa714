import { decodedLayers } from './encoded-text.ts'
import {
  maxDecoded,
  mayContain,
  minFormLength,
  type Range,
  redacted,
  redactText,
  withoutRanges,
} from './redact-text.ts'

/** Redacts a text of any length: of one that may contain a secret and is too long to be decoded, the beginning is kept. */
export function redactLongText(text: string, forms: readonly string[]): string {
  if (text.length <= maxDecoded || !mayContain(text, forms)) return redactText(text, forms)
  return `${redactCutText(text.slice(0, maxDecoded), forms)}…`
}

/** Redacts a text that was cut, or put together of cut texts: the starts of secrets too, and what remains at its end. */
export function redactCutText(text: string, forms: readonly string[]): string {
  return redactTail(redactStarts(redactText(text, forms), forms), forms)
}

/** Characters at the start of a secret that are redacted wherever they are. */
const minStart = 8

function redactStarts(text: string, forms: readonly string[]): string {
  const found: Range[] = []
  for (const form of forms) {
    if (form.length < 2 * minStart) continue
    const start = form.slice(0, minStart)
    for (let at = text.indexOf(start); at !== -1; at = text.indexOf(start, at + minStart)) {
      let length = minStart
      while (length < form.length && text[at + length] === form[length]) length++
      found.push([at, at + length])
    }
  }
  return found.length === 0 ? text : withoutRanges(text, found)
}

/** Replaces the start of a secret at the end of a text that was cut. */
function redactTail(text: string, forms: readonly string[]): string {
  let start = text.length
  for (const layer of decodedLayers(text)) {
    // The text may end with an incomplete escape.
    const whole = layer.text.replace(/(\\(u[\da-f]{0,3}|x[\da-f]?)?|%[\da-f]?|&#?[\da-z]{0,7})$/i, '')
    for (const form of forms) {
      let rest = Math.min(form.length - 1, whole.length)
      while (rest >= minFormLength && !whole.endsWith(form.slice(0, rest))) rest--
      if (rest >= minFormLength) start = Math.min(start, layer.starts[whole.length - rest] ?? 0)
    }
  }
  return start === text.length ? text : text.slice(0, start) + redacted
}
