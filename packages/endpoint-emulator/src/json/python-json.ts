/** Serializes JSON with Python's spaces and ASCII escapes (`json.dumps`), as the Python servers behind Azure do. */
export function pythonJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`
  if (typeof value === 'object' && value !== null) return `{${Object.entries(value).flatMap(pythonField).join(', ')}}`
  return escapeNonAscii(JSON.stringify(value) ?? 'null')
}

function pythonField([key, value]: [string, unknown]): string[] {
  return value === undefined ? [] : [`${escapeNonAscii(JSON.stringify(key))}: ${pythonJson(value)}`]
}

function escapeNonAscii(json: string): string {
  // oxlint-disable-next-line no-control-regex -- everything beyond ASCII, escaped by UTF-16 code unit as in Python
  return json.replace(/[^\x00-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
