/** A value in a JSON body, and its path. */
export interface Leaf {
  readonly path: readonly (string | number)[]
  readonly value: unknown
}

/** Returns all values of a body without parts of their own: strings, numbers, empty lists. */
export function leavesOf(body: unknown, path: Leaf['path'] = []): Leaf[] {
  if (typeof body !== 'object' || body === null) return [{ path, value: body }]
  const entries = Array.isArray(body) ? [...body.entries()] : Object.entries(body)
  if (entries.length === 0) return [{ path, value: body }]
  return entries.flatMap(([key, value]: [string | number, unknown]) => leavesOf(value, [...path, key]))
}

/** Returns the strings of a body. */
export function textsOf(body: unknown): string[] {
  return leavesOf(body).flatMap(({ value }) => (typeof value === 'string' ? [value] : []))
}

/** Returns whether a word occurs anywhere in a body, in a string or in a key. */
export function mentions(body: unknown, word: string): boolean {
  return leavesOf(body).some(
    ({ path, value }) =>
      path.some((key) => typeof key === 'string' && key.includes(word)) ||
      (typeof value === 'string' && value.includes(word)),
  )
}

/** Counts how often a word occurs in the strings of a body. */
export function countIn(body: unknown, word: string): number {
  return textsOf(body).reduce((sum, text) => sum + text.split(word).length - 1, 0)
}

/** Returns the paths of a number, including those of strings that contain it, but not as a part of a longer number. */
export function pathsOfNumber(body: unknown, number: number): Leaf['path'][] {
  const inText = new RegExp(`(?<![\\d.])${String(number).replace('.', '\\.')}(?!\\.?\\d)`)
  return leavesOf(body)
    .filter(({ value }) => value === number || (typeof value === 'string' && inText.test(value)))
    .map(({ path }) => path)
}

/** Returns the objects that have a key. */
export function objectsWith(body: unknown, key: string): Readonly<Record<string, unknown>>[] {
  if (typeof body !== 'object' || body === null) return []
  const own = Object.hasOwn(body, key) ? [body as Readonly<Record<string, unknown>>] : []
  return [...own, ...Object.values(body).flatMap((value) => objectsWith(value, key))]
}

/**
 * Returns whether a word comes before another in the same string or list. Words under different keys have no order, and count
 * as ordered.
 */
export function comesBefore(body: unknown, first: string, second: string): boolean {
  const one = leafWith(body, first)
  const other = leafWith(body, second)
  if (one === undefined || other === undefined) return true
  const depth = one.path.findIndex((key, index) => key !== other.path[index])
  if (depth === -1) return String(one.value).indexOf(first) < String(other.value).indexOf(second)
  const [key, otherKey] = [one.path[depth], other.path[depth]]
  return typeof key !== 'number' || typeof otherKey !== 'number' || key < otherKey
}

/** Returns the string that contains a word. */
export function leafWith(body: unknown, word: string): Leaf | undefined {
  return leavesOf(body).find(({ value }) => typeof value === 'string' && value.includes(word))
}

/** Returns whether two JSON values are equal, ignoring the order of keys. */
export function sameJson(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(sorted)
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(entries.map(([key, part]) => [key, sorted(part)]))
}
