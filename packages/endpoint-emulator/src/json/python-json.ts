/**
 * Serializes JSON with Python's spaces, ASCII escapes and numbers (`json.dumps`), as the Python servers behind Azure do.
 * Throws for what Python cannot serialize either, such as a set.
 */
export function pythonJson(value: unknown): string {
  if (typeof value === 'number') return pythonNumber(value)
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    if (!isPlain(value)) throw new TypeError(`${value.constructor.name} is not JSON serializable.`)
    return `{${Object.entries(value).flatMap(pythonField).join(', ')}}`
  }
  if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') {
    throw new TypeError(`A ${typeof value} is not JSON serializable.`)
  }
  return escapeNonAscii(JSON.stringify(value) ?? 'null')
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function pythonField([key, value]: [string, unknown]): string[] {
  return value === undefined ? [] : [`${escapeNonAscii(JSON.stringify(key))}: ${pythonJson(value)}`]
}

/** Python writes exponents from 1e16 on and below 1e-4, with two digits at least; and names what JSON has no numbers for. */
function pythonNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity'
  if (Number.isSafeInteger(value)) return String(value)
  const size = Math.abs(value)
  if (size >= 1e-4 && size < 1e16) return String(value)
  return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2')
}

function escapeNonAscii(json: string): string {
  // oxlint-disable-next-line no-control-regex -- everything beyond ASCII, escaped by UTF-16 code unit as in Python
  return json.replace(/[^\x00-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
