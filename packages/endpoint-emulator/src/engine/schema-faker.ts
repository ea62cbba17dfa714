import { type Context, createContext, runInContext } from 'node:vm'
import { generateSync } from 'json-schema-faker'
import { type JsonObject, isObject } from '../json/json-value.ts'

/** Makes a value that fits a JSON schema, the same for the same seed; an empty object where the schema makes no sense. */
export function fakeFromSchema(schema: JsonObject, seed: number): unknown {
  if (effortOf(schema) > mostEffort) return {}
  try {
    return withinTime(() =>
      generateSync(schema, { seed: seed >>> 0, alwaysFakeOptionals: true, maxDefaultItems: 2, refDepthMax: 3 }),
    )
  } catch {
    return {}
  }
}

/** Makes the arguments of a tool call, which are an object whatever the schema says. */
export function fakeArguments(schema: JsonObject, seed: number): JsonObject {
  const made = fakeFromSchema({ type: 'object', ...schema }, seed)
  return isObject(made) ? made : {}
}

/** Estimates how many values a schema asks for, without following its references. */
function effortOf(schema: unknown): number {
  if (typeof schema !== 'object' || schema === null) return 0
  let inside = 1
  for (const child of Object.values(schema)) inside += effortOf(child)
  if (Array.isArray(schema)) return inside
  const { minItems = 0, minLength = 0, minProperties = 0, minContains = 0, allOf } = schema as JsonObject
  const times = Math.max(1, ...[minItems, minProperties, minContains].map(Number).filter(Number.isFinite))
  // Members of an `allOf` are merged one into the other.
  const merging = Array.isArray(allOf) ? allOf.length ** 2 : 0
  return inside * times + (Number(minLength) || 0) + merging
}

const mostEffort = 10_000

/** Ends what takes too long, such as references that multiply or patterns that backtrack. */
function withinTime<Result>(work: () => Result): Result {
  sandbox ??= createContext({})
  sandbox['work'] = work
  return runInContext('work()', sandbox, { timeout: longestMs }) as Result
}

/** Made once, since making one takes longer than most schemas. */
let sandbox: Context | undefined

const longestMs = 500
