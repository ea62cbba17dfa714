/** Returns a string that is not empty, or undefined. */
export function textOrUndefined(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Returns a finite number, or undefined: JSON can contain numbers that become Infinity, such as 1e999. */
export function numberOrUndefined(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

/** Decodes JSON that was encoded more than once, as by scoring scripts that return JSON text; at most four times. */
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
