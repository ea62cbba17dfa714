/** The maximum wait between two attempts, in milliseconds; a longer wait that the endpoint requests is shortened to it. */
const maxWait = 60_000

/** Statuses of failures that may be temporary, of the endpoint or of the model behind a 424. */
const retryableStatuses: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504])

/** Returns whether the same request may succeed later. */
export function isRetryable(failure: {
  readonly status: number
  readonly modelStatus: number | undefined
  readonly reason: string | undefined
  readonly text: string
}): boolean {
  const { status, modelStatus, reason, text } = failure
  if (status === 404) return text.includes('Specified traffic group could not be found')
  if (status !== 424) return retryableStatuses.has(status)
  if (modelStatus !== undefined) return retryableStatuses.has(modelStatus)
  return reason === 'model_not_ready' && text.trim() === 'no healthy upstream'
}

/** Parses how many milliseconds the endpoint asks to wait, from its headers or else from its message; at most 60 000. */
export function parseRetryAfter(headers: Headers, message: string): number | undefined {
  const requested =
    numeric(headers.get('x-ms-retry-after-ms')) ??
    numeric(headers.get('retry-after-ms')) ??
    secondsOrDate(headers.get('retry-after')) ??
    parseWait(message.slice(0, searchedCharacters))
  return requested === undefined ? undefined : Math.min(Math.max(requested, 0), maxWait)
}

function secondsOrDate(value: string | null): number | undefined {
  const seconds = numeric(value)
  if (seconds !== undefined) return seconds * 1000
  // Only text that looks like a date, since `Date.parse` accepts nearly anything.
  const date = value !== null && /\d{1,2}:\d{2}/.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(date) ? undefined : date - Date.now()
}

function numeric(value: string | null): number | undefined {
  return value === null || value.trim() === '' || !Number.isFinite(Number(value)) ? undefined : Number(value)
}

/** Only this many characters of a message are searched for a wait. */
const searchedCharacters = 2000

/** Parses "try again in 2 seconds", "retry after 1.5s", "try again in 1m30s". */
function parseWait(message: string): number | undefined {
  const duration = /\b(?:try again|retry)\s+(?:in|after)\s+((?:\d+(?:\.\d+)?\s*[a-z]+\s*)+)/i.exec(message)?.[1]
  if (duration === undefined) return undefined
  const parts = [
    ...duration.matchAll(
      /(\d+(?:\.\d+)?)\s*(ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hours?)\b|(\d+)(h|m)(?=\d)/gi,
    ),
  ]
  if (parts.length === 0) return undefined
  return parts.reduce((sum, [, count, unit, packedCount, packedUnit]) => {
    return sum + Number(count ?? packedCount) * millisecondsIn(unit ?? packedUnit ?? 's')
  }, 0)
}

function millisecondsIn(unit: string): number {
  if (/^m(s|illi)/i.test(unit)) return 1
  if (/^h/i.test(unit)) return 3_600_000
  return /^m/i.test(unit) ? 60_000 : 1000
}
