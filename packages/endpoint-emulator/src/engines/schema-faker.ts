import { generateSync } from 'json-schema-faker'
import type { JsonObject } from '../json-value.ts'

/** Makes a value that fits a JSON schema, the same for the same seed; an empty object where the schema makes no sense. */
export function fakeFromSchema(schema: JsonObject, seed: number): unknown {
  try {
    return generateSync(schema, { seed: seed >>> 0, alwaysFakeOptionals: true, maxDefaultItems: 2, refDepthMax: 3 })
  } catch {
    return {}
  }
}
