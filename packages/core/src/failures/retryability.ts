/** The longest wait between two attempts, in milliseconds; an endpoint that asks for more is asked again sooner. */
const longestWait = 60_000

/** The statuses that may pass, from the endpoint or, behind 424, from the model (azure-wire §2.5). */
const passing: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504])

/** Tells whether the same request may succeed later. */
export function isRetryable(failure: {
  readonly status: number
  readonly modelStatus: number | undefined
  readonly reason: string | undefined
  readonly text: string
}): boolean {
  const { status, modelStatus, reason, text } = failure
  if (status === 404) return text.includes('Specified traffic group could not be found')
  if (status !== 424) return passing.has(status)
  if (modelStatus !== undefined) return passing.has(modelStatus)
  return reason === 'model_not_ready' && text.trim() === 'no healthy upstream'
}

/** Reads how long the endpoint asks to wait, in milliseconds: from its headers, else from its words; 60 000 at most. */
export function readRetryAfter(headers: Headers, message: string): number | undefined {
  const asked =
    numeric(headers.get('x-ms-retry-after-ms')) ??
    numeric(headers.get('retry-after-ms')) ??
    secondsOrDate(headers.get('retry-after')) ??
    wait(message.slice(0, longestMessage))
  return asked === undefined ? undefined : Math.min(Math.max(asked, 0), longestWait)
}

function secondsOrDate(value: string | null): number | undefined {
  const seconds = numeric(value)
  if (seconds !== undefined) return seconds * 1000
  // Only what has the look of a date: parsers make one of nearly any text.
  const date = value !== null && /\d{1,2}:\d{2}/.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(date) ? undefined : date - Date.now()
}

function numeric(value: string | null): number | undefined {
  return value === null || value.trim() === '' || !Number.isFinite(Number(value)) ? undefined : Number(value)
}

/** Characters of a message in which a wait is looked for. */
const longestMessage = 2000

/** Reads "try again in 2 seconds", "retry after 1.5s", "try again in 1m30s". */
function wait(message: string): number | undefined {
  const asked = /\b(?:try again|retry)\s+(?:in|after)\s+((?:\d+(?:\.\d+)?\s*[a-z]+\s*)+)/i.exec(message)?.[1]
  if (asked === undefined) return undefined
  const parts = [
    ...asked.matchAll(
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
