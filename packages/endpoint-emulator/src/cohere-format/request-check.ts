import { cohereError } from '../failures/cohere-errors.ts'
import { ServerResponse } from '../http/response.ts'
import { type JsonObject, asString, isObject } from '../json/json-value.ts'

/** The fields of a route of Cohere's API with their types, and those that each request needs. */
export interface FieldRules {
  readonly fields: Readonly<Record<string, FieldType>>
  readonly required: readonly string[]
}

/** The type of a field, in the words of Cohere's errors. `Object` stands for each type of its own, such as a union. */
type FieldType = keyof typeof accepts

const accepts = {
  string: (value: unknown) => typeof value === 'string',
  int: (value: unknown) => Number.isInteger(value),
  float64: (value: unknown) => typeof value === 'number',
  bool: (value: unknown) => typeof value === 'boolean',
  Object: () => true,
  '[]string': (value: unknown) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
  '[]Object': (value: unknown) => Array.isArray(value),
}

/** Checks the fields of a request of Cohere's API and returns it. */
export function checkFields(body: unknown, { fields, required }: FieldRules): JsonObject {
  if (!isObject(body)) refuse('invalid request: the body must be an object')
  const unknown = Object.keys(body).find((name) => !Object.hasOwn(fields, name))
  if (unknown !== undefined) refuse(`unknown field: parameter '${unknown}' is not a valid field`, 422)
  for (const [name, type] of Object.entries(fields)) checkType(name, body[name], type)
  if (required.includes('model') && !asString(body['model'])) refuse('a model parameter is required for this endpoint.')
  const missing = required.find((name) => body[name] === undefined)
  if (missing !== undefined) refuse(`invalid request: required '${missing}' param is missing or empty.`)
  return body
}

/** Refuses a value of another type; null counts as absent. The words are those of public reports about embedding and reranking. */
function checkType(name: string, value: unknown, type: FieldType): void {
  if (value === undefined || value === null || accepts[type](value)) return
  const [wrong, wanted] =
    Array.isArray(value) && type === '[]string'
      ? [value.find((item) => typeof item !== 'string'), 'string']
      : [value, type]
  refuse(`invalid type: parameter '${name}' is of type ${kindOf(wrong)} but should be of type ${wanted}.`)
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  return value === null ? 'null' : typeof value === 'boolean' ? 'bool' : typeof value
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
