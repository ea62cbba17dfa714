import { ConfigurationError, type JSONSchema, isFields, type Fields } from '@azureml-endpoints/core'

/**
 * Returns a schema that the server can enforce: without bounds and patterns, which go into the descriptions for the model to
 * read, with `anyOf` for `oneOf`, and with objects that allow no other properties. The caller has to check the bounds.
 */
export function relaxedSchema(schema: JSONSchema, setting: string): JSONSchema {
  return relaxed(schema, setting)
}

function relaxed(schema: Fields, path: string): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  const bounds: string[] = []
  for (const [keyword, value] of Object.entries(schema)) {
    if (value === undefined || keyword === 'additionalProperties') continue
    if (kept.has(keyword) || isKeptValue(keyword, value)) result[keyword] = value
    else if (lists.has(keyword)) result[keyword === 'oneOf' ? 'anyOf' : keyword] = relaxedList(value, path)
    else if (maps.has(keyword)) result[keyword] = relaxedMap(value, path)
    else if (keyword === 'items' && isFields(value)) result[keyword] = relaxed(value, `${path}.items`)
    else if (!annotations.has(keyword)) bounds.push(`${keyword}: ${JSON.stringify(value)}`)
  }
  if (schema['type'] === 'object' || isFields(schema['properties'])) {
    rejectOpenObject(schema, path)
    result['additionalProperties'] = false
  }
  if (bounds.length > 0) result['description'] = [schema['description'], bounds.join(', ')].filter(isText).join('\n')
  return result
}

function relaxedList(value: unknown, path: string): unknown {
  return Array.isArray(value) ? value.map((one: unknown) => (isFields(one) ? relaxed(one, path) : one)) : value
}

function relaxedMap(value: unknown, path: string): unknown {
  if (!isFields(value)) return value
  const entries = Object.entries(value).map(([name, one]) => [
    name,
    isFields(one) ? relaxed(one, `${path}.${name}`) : one,
  ])
  return Object.fromEntries(entries)
}

/** A record of any keys would become an object that is always empty. */
function rejectOpenObject({ properties, additionalProperties: others, patternProperties }: Fields, path: string): void {
  const hasNames = isFields(properties) && Object.keys(properties).length > 0
  const isOpen = isFields(others) ? Object.keys(others).length > 0 || !hasNames : others === true && !hasNames
  if (!isOpen && patternProperties === undefined) return
  throw new ConfigurationError(
    `${path} has an object with keys of any name, but Claude's structured outputs need the name of each. ` +
      "List them, use an array of pairs, or create the formatter with `jsonSchema: 'prompt'`.",
    { setting: path },
  )
}

function isKeptValue(keyword: string, value: unknown): boolean {
  if (keyword === 'format') return formats.has(String(value))
  return keyword === 'minItems' && (value === 0 || value === 1)
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}

const kept = new Set('$schema $id $ref title description default const enum type required'.split(' '))
const lists = new Set(['anyOf', 'oneOf', 'allOf'])
const maps = new Set(['properties', '$defs', 'definitions'])
/** Keywords that say nothing about the value. */
const annotations = new Set('$comment readOnly writeOnly deprecated patternProperties'.split(' '))
const formats = new Set('date-time time date duration email hostname uri ipv4 ipv6 uuid'.split(' '))
