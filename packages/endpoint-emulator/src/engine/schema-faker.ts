import { type Context, createContext, runInContext } from 'node:vm'
import { generateSync } from 'json-schema-faker'
import { type JsonObject, isObject } from '../json/json-value.ts'

/** Generates a value that matches a JSON schema, reproducible by the seed; an empty object if the schema is invalid or too costly. */
export function fakeFromSchema(schema: JsonObject, seed: number): unknown {
  if (costOf(schema) > maxCost) return {}
  try {
    return withinLimit(() =>
      generateSync(schema, { seed: seed >>> 0, alwaysFakeOptionals: true, maxDefaultItems: 2, refDepthMax: 3 }),
    )
  } catch {
    return {}
  }
}

/** Generates the arguments of a tool call: always an object, whatever the schema. */
export function fakeArguments(schema: JsonObject, seed: number): JsonObject {
  const made = fakeFromSchema({ type: 'object', ...schema }, seed)
  return isObject(made) ? made : {}
}

/** Estimates how many values have to be generated for a schema, without following references. */
function costOf(schema: unknown): number {
  if (typeof schema !== 'object' || schema === null) return 0
  let inside = 1
  for (const child of Object.values(schema)) inside += costOf(child)
  if (Array.isArray(schema)) return inside
  const { minItems = 0, minLength = 0, minProperties = 0, minContains = 0, allOf } = schema as JsonObject
  const times = Math.max(1, ...[minItems, minProperties, minContains].map(Number).filter(Number.isFinite))
  // Merging the members of an `allOf` takes quadratic time.
  const merging = Array.isArray(allOf) ? allOf.length ** 2 : 0
  return inside * times + (Number(minLength) || 0) + merging
}

const maxCost = 10_000

/**
 * Runs a function within a limit of processor time, for schemas with exploding references or backtracking patterns. Not within a
 * limit of the clock: on a busy machine, an ordinary schema may take seconds of it.
 */
function withinLimit<Result>(work: () => Result): Result {
  sandbox ??= createContext({})
  sandbox['work'] = work
  for (let timeout = limitMs; ; timeout *= 2) {
    const before = processorMs()
    try {
      return runInContext('work()', sandbox, { timeout }) as Result
    } catch (error) {
      const isTimeout = (error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
      // Otherwise it hardly ran, so it starts again with more time.
      if (!isTimeout || processorMs() - before >= limitMs / 2) throw error
    }
  }
}

/** Created once, because creating a context takes longer than most schemas do. */
let sandbox: Context | undefined

const limitMs = 500

/** Returns the processor time of this thread in milliseconds, or of the process where Node does not know the thread's. */
function processorMs(): number {
  const { user, system } = process.threadCpuUsage?.() ?? process.cpuUsage()
  return (user + system) / 1_000
}
