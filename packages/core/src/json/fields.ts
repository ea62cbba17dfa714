/** A JSON object. */
export type Fields = Readonly<Record<string, unknown>>

/** Returns whether a value is an object or a list. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** Returns whether a value is an object with fields. */
export function isFields(value: unknown): value is Fields {
  return isObject(value) && !Array.isArray(value)
}
