import { cohereError } from '../failures/cohere-errors.ts'
import { ServerResponse } from '../http/response.ts'
import { type JsonObject, asString, isObject } from '../json/json-value.ts'

/** The fields of a route of Cohere's API, and those that each request needs. */
export interface FieldRules {
  readonly known: ReadonlySet<string>
  readonly required: readonly string[]
}

/** Checks the fields of a request of Cohere's API and returns it. */
export function checkFields(body: unknown, { known, required }: FieldRules): JsonObject {
  if (!isObject(body)) refuse('invalid request: the body must be an object')
  const unknown = Object.keys(body).find((name) => !known.has(name))
  if (unknown !== undefined) refuse(`unknown field: parameter '${unknown}' is not a valid field`, 422)
  if (required.includes('model') && !asString(body['model'])) refuse('a model parameter is required for this endpoint.')
  const missing = required.find((name) => body[name] === undefined)
  if (missing !== undefined) refuse(`invalid request: required '${missing}' param is missing or empty.`)
  return body
}

/** Refuses a number that is outside of a range. */
export function checkRange(
  body: JsonObject,
  name: string,
  { least, most }: { readonly least: number; readonly most: number },
): void {
  const value = body[name]
  if (value === undefined || value === null) return
  if (typeof value === 'number' && value >= least && value <= most) return
  refuse(`invalid request: ${name} must be between ${least} and ${most} inclusive.`)
}

/** Refuses a request in the words of Cohere's API. */
export function refuse(message: string, status = 400): never {
  throw new ServerResponse(cohereError(status, message))
}
