/**
 * Returns how many milliseconds to wait because the rate-limit headers of an answer say that nothing is left, or `undefined`.
 * They are OpenAI's, Azure's and Anthropic's, for requests and for tokens.
 */
export function waitFromHeaders(headers: Headers, now: number): number | undefined {
  let wait: number | undefined
  for (const [remaining, reset] of headerPairs) {
    if (headers.get(remaining) !== '0') continue
    const until = parseReset(headers.get(reset), now)
    if (until !== undefined) wait = Math.max(wait ?? 0, until)
  }
  return wait === undefined ? undefined : Math.min(wait, maxWaitMs)
}

const headerPairs: readonly (readonly [remaining: string, reset: string])[] = [
  ['x-ratelimit-remaining-requests', 'x-ratelimit-reset-requests'],
  ['x-ratelimit-remaining-tokens', 'x-ratelimit-reset-tokens'],
  ['anthropic-ratelimit-requests-remaining', 'anthropic-ratelimit-requests-reset'],
  ['anthropic-ratelimit-tokens-remaining', 'anthropic-ratelimit-tokens-reset'],
]

/**
 * The maximum wait: these headers say when a token bucket is full, and it has room long before that. Only a 429 can ask for more.
 */
const maxWaitMs = 10_000

/** Parses seconds (`12`), a duration (`6m0s`, `250ms`) or a date (`2030-01-01T00:00:00Z`). */
function parseReset(text: string | null, now: number): number | undefined {
  if (text === null || text === '' || text.length > 40) return undefined
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000
  if (/^\d{4}-\d\d-\d\dT/.test(text)) {
    const date = Date.parse(text)
    return Number.isNaN(date) ? undefined : Math.max(0, date - now)
  }
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)]
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text) return undefined
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (unitMs[unit ?? ''] ?? 0), 0)
}

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }
