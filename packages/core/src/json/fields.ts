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

/**
 * Returns whether a value is an object whose fields are all that it holds: a `Map` or a `Headers` keeps its values elsewhere. An
 * empty object may come from another context, for example in Jest.
 */
export function isRecord(value: unknown): value is Fields {
  if (!isFields(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return Object.keys(value).length > 0 || prototype === null || Object.getPrototypeOf(prototype) === null
}

/** Returns whether a value is an object with fields of its own only: not an instance of a class, which may have getters. */
export function isPlainFields(value: unknown): value is Fields {
  if (!isFields(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
