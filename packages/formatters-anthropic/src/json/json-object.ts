/** A JSON object whose fields have not been checked yet. */
export type JSONObject = Readonly<Record<string, unknown>>

/** Checks whether a value is a JSON object. */
export function isJSONObject(value: unknown): value is JSONObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Returns a string that is not empty, or undefined. */
export function textOrUndefined(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Returns the objects of a list; none if it is no list. */
export function objectsOf(value: unknown): readonly JSONObject[] {
  return Array.isArray(value) ? value.filter(isJSONObject) : []
}
