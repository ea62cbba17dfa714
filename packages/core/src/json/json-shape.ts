/** Returns whether a JSON value is nested deeper than a number of levels, without recursion. */
export function isNestedDeeper(value: unknown, levels: number): boolean {
  let level = [value]
  for (let depth = 0; depth <= levels; depth++) {
    const next: unknown[] = []
    for (const one of level) {
      if (typeof one !== 'object' || one === null) continue
      for (const inner of Array.isArray(one) ? one : Object.values(one)) {
        if (typeof inner === 'object' && inner !== null) next.push(inner)
      }
    }
    if (next.length === 0) return false
    level = next
  }
  return true
}

/** Returns whether the value of a JSON text may be nested deeper than a number of levels: each level takes a bracket. */
export function mayNestDeeper(json: string, levels: number): boolean {
  if (json.length <= 2 * levels) return false
  let brackets = 0
  for (const bracket of ['{', '[']) {
    for (let at = json.indexOf(bracket); at !== -1; at = json.indexOf(bracket, at + 1)) {
      brackets += 1
      if (brackets > levels) return true
    }
  }
  return false
}

/** Levels that a preview shows. */
const maxLevels = 100

/** Serializes the start of a value as JSON, whatever its depth and size. */
export function jsonPreview(value: unknown, maxLength: number): string {
  const json = preview(value, maxLength, 0)
  return json.length > maxLength ? `${json.slice(0, maxLength)}…` : json
}

/** Stops as soon as there is more text than will be shown, so that deep and large values cost no more than small ones. */
function preview(value: unknown, room: number, level: number): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, room + 1))
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'number' || typeof value === 'boolean' || value === null ? String(value) : typeof value
  }
  if (level === maxLevels) return '…'
  const isList = Array.isArray(value)
  let json = isList ? '[' : '{'
  for (const [name, inner] of isList ? value.entries() : Object.entries(value)) {
    if (json.length > room) return json
    if (json.length > 1) json += ','
    if (!isList) json += `${JSON.stringify(String(name).slice(0, room))}:`
    json += preview(inner, room - json.length, level + 1)
  }
  return json + (isList ? ']' : '}')
}
