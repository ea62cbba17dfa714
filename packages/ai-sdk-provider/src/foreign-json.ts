/** Levels of nesting that are passed on: more than any answer needs, and few enough for every recursive function after us. */
const deepest = 200

/**
 * Tells what makes JSON of an endpoint unsafe to pass on: nesting that overflows the stack of whoever walks or copies it, or a
 * key that sets a prototype when it is copied.
 */
export function faultInJSON(value: unknown): string | undefined {
  let level: readonly object[] = isObject(value) ? [value] : []
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth === deepest) return `nested deeper than ${deepest} levels`
    const next: object[] = []
    for (const parent of level) {
      const key = prototypeKeyIn(parent)
      if (key !== undefined) return `an object with the key "${key}"`
      for (const child of Object.values(parent)) if (isObject(child)) next.push(child)
    }
    level = next
  }
  return undefined
}

/** The keys that `secure-json-parse` refuses too. */
function prototypeKeyIn(value: object): string | undefined {
  if (Object.hasOwn(value, '__proto__')) return '__proto__'
  if (!Object.hasOwn(value, 'constructor')) return undefined
  const { constructor } = value as { readonly constructor: unknown }
  return isObject(constructor) && Object.hasOwn(constructor, 'prototype') ? 'constructor.prototype' : undefined
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
