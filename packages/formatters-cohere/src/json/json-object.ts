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
