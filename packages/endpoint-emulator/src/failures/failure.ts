import type { EmulatorResponse } from '../http/response.ts'

/** A validation problem in one field of a request, in the format of Pydantic. */
export interface InputProblem {
  readonly type: string
  readonly loc: readonly (string | number)[]
  readonly msg: string
  readonly input: unknown
  readonly ctx?: Readonly<Record<string, unknown>> | undefined
}

/** Why the server behind the endpoint failed. Each kind of server formats it differently. */
export type Failure =
  | { readonly kind: 'malformed-json'; readonly message: string; readonly at: number }
  | { readonly kind: 'content-type' }
  | { readonly kind: 'too-large'; readonly limit: number }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'method-not-allowed' }
  | { readonly kind: 'not-acceptable'; readonly accept: string }
  | { readonly kind: 'request-id-too-long' }
  | { readonly kind: 'invalid'; readonly problems: readonly InputProblem[] }
  | { readonly kind: 'upstream-down'; readonly cause: string }
  | {
      readonly kind: 'upstream-failed'
      readonly status: number
      readonly body: string
      readonly contentType: string
      readonly headers?: Readonly<Record<string, string>> | undefined
    }
  | {
      readonly kind: 'model'
      readonly status: number
      readonly code?: string | undefined
      readonly message?: string | undefined
    }

/** Formats a failure as one kind of server does. */
export type FormatFailure = (failure: Failure) => EmulatorResponse

/** Thrown where a request is parsed or answered; the backend formats the response. */
export class ModelFailure extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(`The emulated model failed: ${failure.kind}.`)
    this.failure = failure
  }
}

/** Collects the problems of a list's items, up to a limit. */
export function collectProblems(
  list: readonly unknown[],
  find: (item: unknown, index: number) => readonly InputProblem[],
): InputProblem[] {
  const problems: InputProblem[] = []
  for (const [index, item] of list.entries()) {
    problems.push(...find(item, index))
    if (problems.length >= maxProblems) break
  }
  return problems
}

const maxProblems = 100

/** Throws if a list in a request is longer than the emulator processes. */
export function rejectLongList(list: readonly unknown[], most: number, loc: readonly (string | number)[]): void {
  if (list.length <= most) return
  const msg = `List should have at most ${most} items after validation, not ${list.length}`
  const ctx = { field_type: 'List', max_length: most, actual_length: list.length }
  throw invalidInput({ type: 'too_long', loc: ['body', ...loc], msg, input: null, ctx })
}

/** Returns the items of a list; throws if one is not text. */
export function requireTextItems(list: readonly unknown[], loc: readonly (string | number)[]): string[] {
  const wrong = list.findIndex((item) => typeof item !== 'string')
  if (wrong !== -1) throw invalidInput(notText(list[wrong], [...loc, wrong]))
  return list.filter((item) => typeof item === 'string')
}

/** The problem of a value that should be text. */
export function notText(input: unknown, loc: readonly (string | number)[]): InputProblem {
  return { type: 'string_type', loc: ['body', ...loc], msg: 'Input should be a valid string', input }
}

/** The problem of a value that should be a list. */
export function notList(input: unknown, name: string): InputProblem {
  return { type: 'list_type', loc: ['body', name], msg: 'Input should be a valid list', input }
}

/** The problem of a value that is none of the allowed ones. */
export function notOneOf(input: unknown, name: string, allowed: readonly string[]): InputProblem {
  const expected = allowed.map((one) => `'${one}'`).join(', ')
  return { type: 'enum', loc: ['body', name], msg: `Input should be ${expected}`, input, ctx: { expected } }
}

/** The problem of a value that should be an integer. */
export function notInteger(input: unknown, name: string): InputProblem {
  return { type: 'int_type', loc: ['body', name], msg: 'Input should be a valid integer', input }
}

/** The problem of a number that is too small. */
export function tooSmall(input: unknown, name: string, least: number): InputProblem {
  const msg = `Input should be greater than or equal to ${least}`
  return { type: 'greater_than_equal', loc: ['body', name], msg, input, ctx: { ge: least } }
}

/** The problem of a number that is too large. */
export function tooLarge(input: unknown, name: string, most: number): InputProblem {
  const msg = `Input should be less than or equal to ${most}`
  return { type: 'less_than_equal', loc: ['body', name], msg, input, ctx: { le: most } }
}

/** Makes the failure for one invalid field. */
export function invalidInput(problem: InputProblem): ModelFailure {
  return new ModelFailure({ kind: 'invalid', problems: [problem] })
}
