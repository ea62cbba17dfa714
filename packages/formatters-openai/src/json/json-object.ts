/** An object as it came over the wire: nothing in it is known yet. */
export type JSONObject = { readonly [key: string]: unknown }

/** Tells an object from a list, null and the rest. */
export function isJSONObject(value: unknown): value is JSONObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Gives a text that says something, or undefined. */
export function textOrUndefined(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Gives a number, or undefined. */
export function numberOrUndefined(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

/** Takes JSON out of the JSON text it was wrapped in, as images do whose code returns a text; a few layers at most. */
export function unwrapJSON(body: unknown): unknown {
  let value = body
  for (let layer = 0; layer < 4 && typeof value === 'string'; layer += 1) {
    try {
      value = JSON.parse(value)
    } catch {
      return value
    }
  }
  return value
}
