import { generateSync } from 'json-schema-faker'
import { type JsonObject, isObject } from '../json-value.ts'

/** Makes a value that fits a JSON schema, the same for the same seed; an empty object where the schema makes no sense. */
export function fakeFromSchema(schema: JsonObject, seed: number): unknown {
  if (demandsTooMuch(schema)) return {}
  try {
    return generateSync(schema, { seed: seed >>> 0, alwaysFakeOptionals: true, maxDefaultItems: 2, refDepthMax: 3 })
  } catch {
    return {}
  }
}

/** Makes the arguments of a tool call, which are an object whatever the schema says. */
export function fakeArguments(schema: JsonObject, seed: number): JsonObject {
  const made = fakeFromSchema({ type: 'object', ...schema }, seed)
  return isObject(made) ? made : {}
}

/** A schema may ask for more than fits into memory. */
function demandsTooMuch(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return false
  return Object.entries(schema).some(
    ([name, value]) => (sizes.has(name) && Number(value) > 10_000) || demandsTooMuch(value),
  )
}

const sizes = new Set(['minItems', 'minLength', 'minProperties', 'minContains'])
