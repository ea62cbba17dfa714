/** Copies a request, a context or an answer, including URLs and bytes, which JSON would lose. */
export function copyOf<T>(value: T): T {
  return copied(value) as T
}

function copied(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof URL) return new URL(value)
  if (value instanceof Uint8Array) return value.slice()
  if (Array.isArray(value)) return value.map(copied)
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copied(part)]))
}

/** Serializes a value so that any difference shows, including `undefined`, URLs, bytes and the order of keys. */
export function fingerprint(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (part === undefined) return '\u0000undefined'
    if (part instanceof Uint8Array) return `\u0000bytes ${part.join()}`
    if (typeof part === 'bigint' || typeof part === 'function' || typeof part === 'symbol')
      return `\u0000${String(part)}`
    return typeof part === 'number' && !Number.isFinite(part) ? `\u0000${part}` : part
  })
}
