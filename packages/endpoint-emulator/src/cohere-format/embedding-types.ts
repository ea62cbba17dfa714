import type { JsonObject } from '../json/json-value.ts'
import { toBase64 } from '../engine/embedding.ts'

/** Encodes vectors in each of Cohere's types, keyed by type; `reject` throws for a type that Cohere does not have. */
export function embeddingsByType(
  vectors: readonly (readonly number[])[],
  types: readonly string[],
  reject: (type: string) => never,
): JsonObject {
  const entries = types.map((type): [string, unknown] => [type, vectors.map(encodings.get(type) ?? reject(type))])
  return Object.fromEntries(entries)
}

const encodings: ReadonlyMap<string, (vector: readonly number[]) => unknown> = new Map([
  ['float', (vector: readonly number[]): unknown => vector],
  ['base64', toBase64],
  ['int8', (vector) => vector.map((number) => Math.round(number * 127))],
  ['uint8', (vector) => vector.map((number) => Math.round(number * 127) + 128)],
  ['binary', (vector) => toBits(vector).map((byte) => byte - 128)],
  ['ubinary', toBits],
])

/** Packs the signs of eight components into one byte, the first one into its highest bit. */
function toBits(vector: readonly number[]): readonly number[] {
  const bytes = Array.from({ length: Math.ceil(vector.length / 8) }, () => 0)
  for (const [index, value] of vector.entries())
    if (value > 0) bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (0x80 >> (index & 7))
  return bytes
}

/** The names of the types. */
export const embeddingTypes: readonly string[] = [...encodings.keys()]
