import { ModelFailure } from '../failures/failure.ts'

/** Makes the failure for an invalid request, with Anthropic's message about it. */
export function invalidRequest(message: string): ModelFailure {
  return new ModelFailure({ kind: 'model', status: 400, code: 'invalid_request_error', message })
}

/** Finds what is wrong with a field that the API checks by its type alone. */
export function findTypeProblem(value: unknown, type: FieldType, path: string): string | undefined {
  if (typeChecks[type].accepts(value)) return undefined
  return `${path}: ${value === undefined ? 'Field required' : typeChecks[type].message}`
}

/** The types of fields that are checked alike everywhere. */
export type FieldType = 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'list'

const typeChecks: Readonly<
  Record<FieldType, { readonly accepts: (value: unknown) => boolean; readonly message: string }>
> = {
  string: { accepts: (value) => typeof value === 'string', message: 'Input should be a valid string' },
  integer: { accepts: Number.isInteger, message: 'Input should be a valid integer' },
  number: { accepts: Number.isFinite, message: 'Input should be a valid number' },
  boolean: { accepts: (value) => typeof value === 'boolean', message: 'Input should be a valid boolean' },
  object: {
    accepts: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    message: 'Input should be a valid dictionary',
  },
  list: { accepts: Array.isArray, message: 'Input should be a valid list' },
}
