/** Nodes that a walk visits at most; what is larger than that is looked at in its serialized forms only. */
const mostNodes = 20_000
/** Properties of one object that are followed at most. */
const mostEntries = 2000
/** Characters of a path; deeper ones are told by their beginning. */
const longestPlace = 120

/** Gives every text that can be reached from a value, with its place: properties of any kind, getters, entries, bytes. */
export function* texts(root: unknown, without: ReadonlySet<string> = new Set()): Generator<readonly [string, string]> {
  const seen = new Set<object>()
  const queue: { readonly place: string; readonly value: unknown }[] = [{ place: '', value: root }]
  for (let visited = 0; queue.length > 0 && visited < mostNodes; visited++) {
    const { place, value } = queue.pop()!
    if (typeof value === 'string') yield [place, value.slice(0, 2_000_000)]
    if (typeof value === 'symbol') yield [place, String(value.description)]
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) continue
    seen.add(value)
    if (ArrayBuffer.isView(value)) {
      yield [
        place,
        Buffer.from(value.buffer, value.byteOffset, Math.min(value.byteLength, 2_000_000)).toString('latin1'),
      ]
      continue
    }
    for (const [name, part] of parts(value)) {
      if (without.has(name)) continue
      const path = place.length > longestPlace ? place : `${place}.${name.slice(0, 40)}`
      yield [`${path} (its name)`, name]
      queue.push({ place: path, value: part })
    }
  }
}

function* parts(value: object): Generator<readonly [string, unknown]> {
  for (
    let owner: object | null = value;
    owner !== null && !isEnd(owner);
    owner = Object.getPrototypeOf(owner) as object | null
  ) {
    for (const key of keysOf(owner)) {
      const isOwn = owner === value
      const { get } = Object.getOwnPropertyDescriptor(owner, key) ?? {}
      if (isOwn || get !== undefined) yield [String(key), attempt(() => Reflect.get(value, key))]
    }
  }
  if (Symbol.iterator in value && isCollection(value)) {
    let index = 0
    for (const entry of value) yield [`[${index++}]`, entry]
  }
}

/** A list of a million numbers has a million keys. */
function keysOf(owner: object): (string | symbol)[] {
  if (Array.isArray(owner)) return Object.keys(owner.slice(0, mostEntries))
  const keys = Reflect.ownKeys(owner)
  return keys.length > mostEntries ? keys.slice(0, mostEntries) : keys
}

function isCollection(value: object): value is Iterable<unknown> {
  return value instanceof Map || value instanceof Set || value instanceof Headers || value instanceof URLSearchParams
}

function isEnd(owner: object): boolean {
  return owner === Object.prototype || owner === Function.prototype || owner === Array.prototype
}

function attempt(read: () => unknown): unknown {
  try {
    const value: unknown = read()
    // A promise that fails behind a getter is nobody's.
    if (value instanceof Promise) value.catch(() => {})
    return value
  } catch {
    return undefined
  }
}
