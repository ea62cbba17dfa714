import type { AllowedDifference } from '../frame/counterpart.ts'
import type { RawAnswer } from './raw-request.ts'

/** The differences between Microsoft's server and the emulator's image `score-script` that are meant, and why. */
export const allowedDifferences: readonly AllowedDifference[] = [
  { difference: 'the value of `Date`', reason: 'the time of the response' },
  {
    difference: 'ids that the server makes up',
    reason: 'random; both have the form of a UUID, the same in each header',
  },
  { difference: 'the value of `x-ms-run-fn-exec-ms`', reason: 'a measured time; both have three decimal places' },
  { difference: 'the order of methods in `Allow`', reason: 'changes with every start of the server' },
  {
    difference: 'texts and titles in `/swagger.json`',
    reason: 'descriptions for people; the emulator has words of its own',
  },
  {
    difference: 'the reason phrase after the status',
    reason: 'upper case in gunicorn; Azure’s edge replaces it, HTTP/2 has none',
  },
  {
    difference: 'a float without decimal places, such as `2.0`, comes back as `2`',
    reason: 'JavaScript has one type of number; not compared',
  },
]

/** Replaces what may differ by what it has to look like. */
export function comparable(answer: RawAnswer, path: string): RawAnswer {
  if ('ended' in answer) return answer
  const { date: _date, ...headers } = answer.headers
  const ids = new Map<string, string>()
  const shown = Object.entries(headers).map(([name, value]) => {
    if (name === 'x-ms-run-fn-exec-ms') return [name, /^\d+\.\d{3}$/.test(value) ? 'a time' : value]
    if (name === 'allow') return [name, value.split(', ').toSorted().join(', ')]
    if (!uuid.test(value)) return [name, value]
    if (!ids.has(value)) ids.set(value, `UUID ${ids.size + 1}`)
    return [name, ids.get(value) ?? value]
  })
  const seen = { ...answer, headers: Object.fromEntries(shown) as Record<string, string> }
  return path.startsWith('/swagger.json') && answer.status === 200 ? withoutWords(seen) : seen
}

/** The description of a script without its descriptions and titles. */
function withoutWords<Answer extends { readonly headers: Readonly<Record<string, string>>; readonly body: string }>(
  answer: Answer,
): Answer {
  const { 'content-length': _length, ...headers } = answer.headers
  const body =
    answer.body &&
    JSON.stringify(JSON.parse(answer.body), (key, value: unknown) => (isWords(key, value) ? undefined : value))
  return { ...answer, headers, body }
}

function isWords(key: string, value: unknown): boolean {
  return key === 'description' && typeof value === 'string'
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/
