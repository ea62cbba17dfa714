import type { JSONObject } from '../json/json-object.ts'

/** Returns the parameters that are set; empty lists are not. */
export function setParameters(parameters: JSONObject): JSONObject {
  const isSet = (value: unknown): boolean => value !== undefined && !(Array.isArray(value) && value.length === 0)
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => isSet(value)))
}
