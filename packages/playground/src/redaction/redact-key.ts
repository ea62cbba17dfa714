/** What stands in place of a key. */
export const redacted = '<redacted>'

/** Redacts a key, if there is one, in a JSON value that is sent to the browser. */
export function redactKey<Value>(value: Value, key: string | undefined): Value {
  if (key === undefined || key === '') return value
  const json = JSON.stringify(value)
  const written = JSON.stringify(key).slice(1, -1)
  return json.includes(written) ? (JSON.parse(json.replaceAll(written, redacted)) as Value) : value
}
