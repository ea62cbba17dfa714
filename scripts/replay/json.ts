/** A JSON object whose fields are unknown. */
export type JSONObject = { readonly [key: string]: unknown }

/** Checks whether a value is a JSON object, not an array. */
export function isObject(value: unknown): value is JSONObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Returns the value as an object; anything else becomes an empty one. */
export function objectOf(value: unknown): JSONObject {
  return isObject(value) ? value : {}
}

/** Returns the value as an array; anything else becomes an empty one. */
export function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** Returns the value if it is a string. */
export function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** Returns the value if it is a number. */
export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}

/** Parses JSON text; `undefined` if it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Shortens a value to what fits on a line of a report. */
export function shorten(value: unknown, length = 160): string {
  return shortenText(value === undefined ? 'nothing' : JSON.stringify(value), length)
}

/** Shortens a text to what fits on a line of a report. */
export function shortenText(text: string, length = 160): string {
  return text.length > length ? `${text.slice(0, length)}…` : text
}
