import { type FailureKind, kindsOfLabels, kindsOfMessage } from './failure-words.ts'

/** Statuses of failures that may be temporary, of the endpoint or of the model behind a 424. */
const retryableStatuses: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504, 529])

/** The facts about a failure that determine whether a retry may help. */
export interface RetryFacts {
  readonly status: number
  readonly modelStatus: number | undefined
  /** The status inside the body. */
  readonly bodyStatus: number | undefined
  readonly reason: string | undefined
  /** The codes, types and reasons of the body. */
  readonly labels: readonly string[]
  readonly message: string
  readonly text: string
  /** Whether the endpoint says how long to wait. */
  readonly asksToWait: boolean
  /** The header `x-should-retry`, by which OpenAI's and Anthropic's servers tell their clients. */
  readonly advice: string | null
}

/**
 * Returns whether the same request may succeed later: what the endpoint says about just that decides, then its words, and its
 * numbers where it has none.
 */
export function isRetryable(facts: RetryFacts): boolean {
  if (facts.advice === 'true' || facts.advice === 'false') return facts.advice === 'true'
  return byWords(facts) ?? byNumbers(facts)
}

function byWords(facts: RetryFacts): boolean | undefined {
  const labels = kindsOfLabels(facts.labels)
  const message = kindsOfMessage(facts.message)
  const says = (kind: FailureKind): boolean => labels.has(kind) || message.has(kind)
  if (says('billing')) return false
  // A quota per minute is described in the same words as an empty account, but with a time to wait.
  if (message.has('quota') && !facts.asksToWait) return false
  if (neverFits(facts.message)) return false
  if (says('blocked')) return false
  if (labels.has('transient')) return true
  const status = numberOf(facts)
  // With these statuses a gateway answers before anybody has looked at the request.
  const isBusy = status === 429 || status === 503 || status === 529
  if (!isBusy && (labels.has('permanent') || message.has('permanent'))) return false
  if (message.has('transient') || labels.has('server')) return true
  const isRefusal = status >= 400 && status < 500 && status !== 424
  return labels.has('unspecific') && !isRefusal ? true : undefined
}

/** A request with more tokens than the limit per minute is never accepted; one with fewer only came too soon. */
export function neverFits(message: string): boolean {
  const [, limit, requested] = requestAndLimit.exec(message.slice(0, searchedCharacters)) ?? []
  return Number(requested) >= Number(limit)
}

const requestAndLimit = /\blimit:? (\d{1,12})\b.{0,40}\brequested:? (\d{1,12})\b/i

/** The most specific status: that of the body, of the model behind a 424, or of the response. */
function numberOf({ status, modelStatus, bodyStatus }: RetryFacts): number {
  return bodyStatus !== undefined && bodyStatus >= 400 ? bodyStatus : (modelStatus ?? status)
}

function byNumbers(facts: RetryFacts): boolean {
  const { status, modelStatus, bodyStatus, reason, text } = facts
  if (numberOf(facts) === 404) return text.includes('Specified traffic group could not be found')
  if (status === 424 && modelStatus === undefined && bodyStatus === undefined) {
    return reason === 'model_not_ready' && text.trim() === 'no healthy upstream'
  }
  return retryableStatuses.has(numberOf(facts))
}

/** Returns how many milliseconds the endpoint asks to wait, in its headers, its body or else its message. */
export function parseRetryAfter(headers: Headers, message: string, inBody?: number): number | undefined {
  const waits = [
    numeric(headers.get('x-ms-retry-after-ms')),
    numeric(headers.get('retry-after-ms')),
    secondsOrDate(headers.get('retry-after')),
    inBody,
    parseWait(message.slice(0, searchedCharacters)),
  ].filter((wait) => wait !== undefined)
  // A zero says nothing: Azure sends it beside a header that has the real wait.
  const requested = waits.find((wait) => wait > 0) ?? (waits.length > 0 ? 0 : undefined)
  // Larger numbers are not exact, and infinity is not JSON.
  return requested === undefined ? undefined : Math.min(requested, Number.MAX_SAFE_INTEGER)
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
      /(\d+(?:\.\d+)?)\s*(ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)\b|(\d+)([dhm])(?=\d)/gi,
    ),
  ]
  if (parts.length === 0) return undefined
  return parts.reduce((sum, [, count, unit, packedCount, packedUnit]) => {
    return sum + Number(count ?? packedCount) * millisecondsIn(unit ?? packedUnit ?? 's')
  }, 0)
}

function millisecondsIn(unit: string): number {
  if (/^m(s|illi)/i.test(unit)) return 1
  if (/^d/i.test(unit)) return 86_400_000
  if (/^h/i.test(unit)) return 3_600_000
  return /^m/i.test(unit) ? 60_000 : 1000
}
