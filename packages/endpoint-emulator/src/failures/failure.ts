import type { Answer } from '../http/response.ts'

/** Something wrong with one field of a request, as validators of Python servers tell it. */
export interface InputProblem {
  readonly type: string
  readonly loc: readonly (string | number)[]
  readonly msg: string
  readonly input: unknown
  readonly ctx?: Readonly<Record<string, unknown>> | undefined
}

/** Why a server behind the endpoint does not answer; each server words it in its own way. */
export type Failure =
  | { readonly kind: 'malformed-json'; readonly message: string; readonly at: number }
  | { readonly kind: 'content-type' }
  | { readonly kind: 'too-large'; readonly limit: number }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'method-not-allowed' }
  | { readonly kind: 'not-acceptable'; readonly accept: string }
  | { readonly kind: 'request-id-too-long' }
  | { readonly kind: 'invalid'; readonly problems: readonly InputProblem[] }
  | { readonly kind: 'upstream-down'; readonly url: string }
  | { readonly kind: 'upstream-failed'; readonly status: number; readonly body: string; readonly contentType: string }
  | {
      readonly kind: 'model'
      readonly status: number
      readonly code?: string | undefined
      readonly message?: string | undefined
    }

/** Formats a failure as one kind of server does. */
export type Explain = (failure: Failure) => Answer

/** Thrown where a request is parsed or answered; the backend formats the response. */
export class ModelFailure extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(`The emulated model fails: ${failure.kind}.`)
    this.failure = failure
  }
}

/** Looks for problems in each item of a list, up to as many as a person would read. */
export function collectProblems(
  list: readonly unknown[],
  find: (item: unknown, index: number) => readonly InputProblem[],
): InputProblem[] {
  const problems: InputProblem[] = []
  for (const [index, item] of list.entries()) {
    problems.push(...find(item, index))
    if (problems.length >= mostProblems) break
  }
  return problems
}

const mostProblems = 100

/** Throws when a list of a request is longer than the emulator works through. */
export function refuseLongList(list: readonly unknown[], most: number, loc: readonly (string | number)[]): void {
  if (list.length <= most) return
  const msg = `List should have at most ${most} items after validation, not ${list.length}`
  const ctx = { field_type: 'List', max_length: most, actual_length: list.length }
  throw invalidInput({ type: 'too_long', loc: ['body', ...loc], msg, input: null, ctx })
}

/** Makes the failure of one bad field. */
export function invalidInput(problem: InputProblem): ModelFailure {
  return new ModelFailure({ kind: 'invalid', problems: [problem] })
}
