/** A JSON object. */
export type Fields = Readonly<Record<string, unknown>>

/** Returns whether a value is an object with fields. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
