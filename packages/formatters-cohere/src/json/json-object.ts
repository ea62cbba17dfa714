/** A JSON object whose fields are still to be looked at. */
export type JSONObject = Readonly<Record<string, unknown>>

/** Tells whether a value is a JSON object. */
export function isJSONObject(value: unknown): value is JSONObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Gives a text that is not empty. */
export function textOrUndefined(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Gives a finite number: JSON can write ones that become Infinity, such as 1e999. */
export function numberOrUndefined(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}
