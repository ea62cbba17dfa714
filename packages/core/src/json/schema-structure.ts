import { isFields, type Fields } from './fields.ts'

/** What is wrong with a JSON Schema. */
export interface SchemaProblem {
  /** The path of the wrong value. */
  readonly at: string
  readonly value: unknown
  /** What it must be. */
  readonly wanted: string
}

/**
 * Checks the type of a JSON Schema, and that it has schemas wherever they belong. Types inside it are the endpoint's business:
 * tools of other people use words such as `float`, which many servers only show to the model.
 */
export function schemaProblem(schema: object, setting: string): SchemaProblem | undefined {
  const { type } = schema as { readonly type?: unknown }
  if (type !== undefined && !(Array.isArray(type) ? type : [type]).every((one) => types.has(one))) {
    return { at: `${setting}.type`, value: type, wanted: `one of ${[...types].join(', ')}` }
  }
  const found: Place[] = [{ value: schema, at: setting }]
  // Without recursion, since a schema can be deep, and can contain itself.
  const seen = new Set<unknown>()
  for (const { value, at } of found) {
    if (typeof value === 'boolean' || seen.has(value)) continue
    if (!isFields(value)) return { at, value, wanted: "a schema, such as { type: 'string' }" }
    seen.add(value)
    const problem = problemOfNames(value, at)
    if (problem !== undefined) return problem
    for (const place of placesIn(value, at)) if (found.length < maxPlaces) found.push(place)
  }
  return undefined
}

const types: ReadonlySet<unknown> = new Set(['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'])

/** No more places are looked at: a larger schema comes from a generator. */
const maxPlaces = 2000

interface Place {
  readonly value: unknown
  readonly at: string
}

/** Keywords whose value has a schema for each name. */
const named = ['properties', 'patternProperties', '$defs', 'definitions']

/** Keywords whose value is a schema or a list of schemas. All other values are data. */
const direct = ['items', 'prefixItems', 'anyOf', 'oneOf', 'allOf', 'not', 'additionalProperties']

function problemOfNames(schema: Fields, at: string): SchemaProblem | undefined {
  const keyword = named.find((one) => isPresent(schema[one]) && !isFields(schema[one]))
  if (keyword === undefined) return undefined
  return { at: `${at}.${keyword}`, value: schema[keyword], wanted: 'an object with a schema for each name' }
}

function placesIn(schema: Fields, at: string): readonly Place[] {
  const places: Place[] = []
  for (const keyword of named) {
    for (const [name, value] of Object.entries(schema[keyword] ?? {})) {
      places.push({ value, at: `${at}.${keyword}.${name}` })
    }
  }
  for (const keyword of direct) {
    const value = schema[keyword]
    const values: readonly unknown[] = Array.isArray(value) ? value : [value]
    for (const one of values) places.push({ value: one, at: `${at}.${keyword}` })
  }
  return places.filter(({ value }) => isPresent(value))
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null
}
