/*
 * Test runners such as Jest give a program classes of their own, but the values of the runtime, such as the bytes and errors of
 * `fetch`, have those of the runtime: `instanceof` does not recognize them.
 */

/** Returns whether a value is an `Error` from any context. */
export function isError(value: unknown): value is Error {
  return value instanceof Error || tagOf(value) === '[object Error]'
}

/** Returns whether a value is a `Uint8Array` from any context. */
export function isBytes(value: unknown): value is Uint8Array {
  return tagOf(value) === '[object Uint8Array]'
}

function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value)
}
