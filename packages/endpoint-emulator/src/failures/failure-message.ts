import { STATUS_CODES } from 'node:http'
import type { InputProblem } from './failure.ts'

/** The message of a scripted failure that has none of its own. */
export const defaultMessage: string = 'The emulated model failed, as scripted.'

/** Joins validation problems into one line. */
export function joinProblems(problems: readonly InputProblem[]): string {
  return problems.map(({ loc, msg }) => `${loc.slice(1).join('.') || 'body'}: ${msg}`).join('; ')
}

/** The standard reason phrase of a status. */
export function statusName(status: number): string {
  return STATUS_CODES[status] ?? 'Internal Server Error'
}
