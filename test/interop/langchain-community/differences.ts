import type { Case } from './cases.ts'
import type { Outcome } from './ours.ts'

/** A case with what both classes did; a difference changes Python's side into what ours would have done. */
export interface Compared {
  readonly given: Case
  readonly python: Outcome
  readonly ours: Outcome
  /** The last body that Python sent, as a value that may be changed; undefined if it sent none. */
  body: unknown
  outcome: Omit<Outcome, 'bodies'>
}

/** A difference between the Python classes and ours. */
export interface Difference {
  readonly name: string
  readonly python: string
  readonly here: string
  /** Whether neither class throws, so that only a changed answer or request shows it. */
  readonly silent: boolean
  /** Applies the difference; returns whether it was there. */
  readonly applies: (compared: Compared) => boolean
}

/** Finds the differences of a case; the rest that they do not explain is returned too. */
export function differencesOf(
  given: Case,
  sides: { readonly python: Outcome; readonly ours: Outcome },
  known: readonly Difference[],
): { readonly found: readonly Difference[]; readonly unexplained: object | undefined } {
  const { bodies: _, ...outcome } = sides.python
  const compared: Compared = { given, ...sides, body: parsed(sides.python.bodies.at(-1)), outcome }
  const found = known.filter((difference) => difference.applies(compared))
  const { bodies, ...expected } = sides.ours
  const rest = { body: compared.body, ...compared.outcome }
  const ours = { body: parsed(bodies.at(-1)), ...expected }
  return { found, unexplained: same(rest, ours) ? undefined : { given, python: rest, ours } }
}

function parsed(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(text)
}

/** Compares as JSON, without regard to the order of fields. */
function same(left: unknown, right: unknown): boolean {
  return JSON.stringify(left, sorted) === JSON.stringify(right, sorted)
}

function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1)))
}
