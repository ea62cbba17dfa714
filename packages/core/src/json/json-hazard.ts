import { isObject } from './fields.ts'

/** More nesting than any answer needs, and little enough for the recursive functions that process it later. */
const maxDepth = 200

/**
 * Returns what makes JSON of an endpoint unsafe to pass on, if anything does: nesting that overflows the stack of whoever walks or copies it, or a
 * key that sets a prototype when it is copied.
 */
export function jsonHazard(value: unknown, depth = 0): string | undefined {
  if (!isObject(value)) return undefined
  if (depth === maxDepth) return `nested deeper than ${maxDepth} levels`
  if (Array.isArray(value)) return hazardInList(value, depth)
  for (const key in value) {
    const inner = (value as Readonly<Record<string, unknown>>)[key]
    if (setsPrototype(key, inner)) return `an object with the key "${key}"`
    const fault = jsonHazard(inner, depth + 1)
    if (fault !== undefined) return fault
  }
  return undefined
}

function hazardInList(list: readonly unknown[], depth: number): string | undefined {
  for (const item of list) {
    const fault = jsonHazard(item, depth + 1)
    if (fault !== undefined) return fault
  }
  return undefined
}

/** Knows the keys that `secure-json-parse` refuses too. */
function setsPrototype(key: string, value: unknown): boolean {
  if (key === '__proto__') return true
  return key === 'constructor' && isObject(value) && Object.hasOwn(value, 'prototype')
}
