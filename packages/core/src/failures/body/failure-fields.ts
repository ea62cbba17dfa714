import type { Fields } from '../../json/fields.ts'

const maxLabelLength = 100

/** Names of fields that say in a word what kind of failure it is: codes, and others that are only read for their kind. */
const codeKeys = 'code Code error_code errorCode ErrorCode error_type errorType type Type __type'.split(' ')
const labelKeys = [...codeKeys, 'status', 'reason', 'name', 'kind', 'statusText', 'status_text']

/**
 * Returns the code of an error. A code that only repeats a status gives way to the error's type, or to the word that Google has
 * as status, such as `RESOURCE_EXHAUSTED`.
 */
export function codeIn(value: Fields): string | undefined {
  const codes = codeKeys.map((key) => labelOf(value[key])).filter((code) => code !== undefined)
  const status = labelOf(value['status'])
  const word = status !== undefined && /^[A-Z]+(?:_[A-Z]+)*$/.test(status) && codes.length > 0 ? status : undefined
  return codes.find((code) => !/^[1-5]\d\d$/.test(code)) ?? word ?? codes[0]
}

/** Returns every code, type and reason of an error. */
export function labelsIn(value: Fields): readonly string[] {
  return labelKeys.map((key) => labelOf(value[key])).filter((label) => label !== undefined)
}

/** Returns the status that a text names at its start, as in `Error code: 400 - …` and `HTTP 503: …`. */
export function statusInText(text: string): number | undefined {
  const found = /^\W*(?:[\w.]{0,60}:? ?)?(?:error code|status(?: code)?|http(?:\/[\d.]+)?)\W{1,3}([45]\d\d)\b/i.exec(
    text.slice(0, 200),
  )
  return found === null ? undefined : Number(found[1])
}

/** Returns how many milliseconds an error asks to wait. */
export function waitIn(value: Fields): number | undefined {
  const milliseconds = numberOf(value['retry_after_ms'] ?? value['retryAfterMs'])
  if (milliseconds !== undefined) return milliseconds
  const seconds = numberOf(
    value['retry_after'] ?? value['retryAfter'] ?? value['retryDelay'] ?? value['retry_after_seconds'],
  )
  return seconds === undefined ? undefined : seconds * 1000
}

/** In RFC 7807 the type is a URI, not a code; others print the absence of a value; `error` says nothing. */
function labelOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') return undefined
  const label = value.trim()
  return label === '' || /^(about:|https?:|error$|none$|null$|<nil>$|undefined$|type\.googleapis)/i.test(label)
    ? undefined
    : label.slice(0, maxLabelLength)
}

/** Parses a number, or one followed by `s` as Google writes durations. */
function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d+(\.\d+)?s?$/.test(value) ? Number.parseFloat(value) : value
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : undefined
}
