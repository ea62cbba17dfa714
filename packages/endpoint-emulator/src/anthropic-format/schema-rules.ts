import { isObject, type JsonObject } from '../json/json-value.ts'

/** Finds what structured outputs do not support in a JSON Schema. */
export function findSchemaProblem(schema: unknown, path: string): string | undefined {
  const waiting: unknown[] = [schema]
  for (let count = 0; waiting.length > 0 && count < maxSchemas; count += 1) {
    const one = waiting.pop()
    if (Array.isArray(one)) waiting.push(...one.slice(0, maxSchemas))
    if (!isObject(one)) continue
    const problem = findOwnProblem(one)
    if (problem !== undefined) return `${path}: ${problem}`
    for (const name of nested) waiting.push(one[name])
    for (const name of maps) if (isObject(one[name])) waiting.push(...Object.values(one[name]).slice(0, maxSchemas))
  }
  return undefined
}

/** More than any schema has; the rest is not checked. */
const maxSchemas = 10_000

const nested = ['items', 'anyOf', 'allOf', 'prefixItems']
const maps = ['properties', '$defs', 'definitions']

function findOwnProblem(schema: JsonObject): string | undefined {
  const { type, additionalProperties } = schema
  if (type === 'object' && additionalProperties !== false)
    return "For 'object' type, 'additionalProperties' must be explicitly set to false"
  const refused = Object.keys(schema).filter((name) => unsupported.has(name))
  if (refused.length === 0) return undefined
  return `For '${String(type)}' type, ${refused.length > 1 ? 'properties' : 'property'} ${refused.map((name) => `'${name}'`).join(', ')} ${refused.length > 1 ? 'are' : 'is'} not supported`
}

const unsupported = new Set(
  [
    'minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength maxItems uniqueItems oneOf not',
    'patternProperties minProperties maxProperties',
  ].flatMap((names) => names.split(' ')),
)
