import { isFields } from '../../json/fields.ts'
import { schemaProblem } from '../../json/schema-structure.ts'
import { printable } from '../../errors/printable.ts'
import { invalid, show } from './invalid-setting.ts'

/** Checks that a value is a JSON Schema, and names the schemas of libraries for what they are. */
export function checkSchema(schema: unknown, setting: string): void {
  const library = libraryOf(schema)
  if (library !== undefined) throw invalid(setting, library)
  if (!isPlainObject(schema)) {
    throw invalid(setting, `is ${show(schema)}; it must be a JSON Schema as a plain object`)
  }
  if (checked.has(schema)) return
  checkInside(schema, setting, new Set())
  const problem = schemaProblem(schema, setting)
  if (problem !== undefined) throw invalid(problem.at, `is ${show(problem.value)}; it must be ${problem.wanted}`)
  const names = Object.keys(schema)
  if (names.length > 0 && !names.some((name) => keywords.has(name))) {
    throw invalid(
      setting,
      `has none of JSON Schema's keywords; if ${names
        .slice(0, 3)
        .map((name) => `\`${printable(name)}\``)
        .join(', ')} are the fields of an object, pass { type: 'object', properties: { … } }`,
    )
  }
  checked.add(schema)
}

/** Schemas that passed, so that a tool is looked through once and not in every call. */
const checked = new WeakSet<object>()

/** Looks for parts that are schemas of a library: JSON would show their internals, or nothing. */
function checkInside(value: unknown, setting: string, seen: Set<unknown>): void {
  if (typeof value !== 'object' || value === null || seen.has(value) || seen.size > maxParts) return
  seen.add(value)
  for (const [name, part] of Object.entries(value)) {
    if (typeof part !== 'object' && typeof part !== 'function') continue
    const library = libraryOf(part)
    if (library !== undefined) throw invalid(`${setting}.${name}`, library)
    if (typeof part === 'function') throw invalid(`${setting}.${name}`, 'is a function; JSON has no such value')
    checkInside(part, `${setting}.${name}`, seen)
  }
}

/** No more parts are looked at, which also bounds the depth: a larger schema comes from a generator. */
const maxParts = 2000

/** Names the library that made a schema and its function that makes a JSON Schema of it. */
export function libraryOf(value: unknown): string | undefined {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return undefined
  const fields = value as Readonly<Record<string, unknown>>
  if (isFields(fields['_zod'])) return 'is a zod schema. Pass `z.toJSONSchema(schema)`'
  if (isFields(fields['_def']) && typeof fields['safeParse'] === 'function') {
    return 'is a zod 3 schema. Pass `zodToJsonSchema(schema)` of zod-to-json-schema, or `z.toJSONSchema(schema)` with zod 4'
  }
  const standard = fields['~standard']
  // zod hides this field in the JSON Schemas that it makes.
  const isHidden = Object.getOwnPropertyDescriptor(value, '~standard')?.enumerable === false
  if (isFields(standard) && typeof standard['validate'] === 'function' && !isHidden) {
    const { vendor } = standard
    const convert = typeof vendor === 'string' ? (converters.get(vendor) ?? '') : ''
    return `is a schema of ${typeof vendor === 'string' ? printable(vendor.slice(0, 50)) : 'a library'}. Pass it as JSON Schema${convert}`
  }
  if (isFields(fields['ast']) && typeof value === 'function') return 'is a schema of effect. Pass it as JSON Schema'
  const isWrapped = 'jsonSchema' in fields && Object.getOwnPropertySymbols(fields).length > 0
  if (isWrapped) return 'is a schema of the AI SDK. Pass its `jsonSchema`'
  if (typeof fields['toJsonSchema'] === 'function')
    return 'is a schema of a library. Pass the result of its `toJsonSchema()`'
  return undefined
}

const converters: ReadonlyMap<string, string> = new Map([
  ['zod', ': `z.toJSONSchema(schema)`'],
  ['valibot', ': `toJsonSchema(schema)` of @valibot/to-json-schema'],
  ['arktype', ': `schema.toJsonSchema()`'],
  ['effect', ': `JSONSchema.make(schema)`'],
])

/** Keywords that a schema can consist of; at least one of them is in every schema but the empty one. */
const keywords: ReadonlySet<string> = new Set(
  `$schema $id $ref $defs $comment $anchor $dynamicRef $dynamicAnchor $vocabulary definitions type enum const
    title description default examples deprecated readOnly writeOnly properties required additionalProperties
    patternProperties propertyNames unevaluatedProperties minProperties maxProperties dependencies
    dependentRequired dependentSchemas nullable format items prefixItems contains minItems maxItems uniqueItems
    unevaluatedItems pattern allOf anyOf oneOf not if then else minLength maxLength minimum maximum
    exclusiveMinimum exclusiveMaximum multipleOf contentEncoding contentMediaType discriminator`.split(/\s+/),
)

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  // The prototype of an object from another realm is not this realm's, but it has no prototype either.
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
