import { type ParsedEmbeddingResponse, isFields } from '@azureml-endpoints/core'
import { meteredUsageOf } from '../response/usage.ts'

/** Parses embeddings: a list of vectors, or vectors by the type of their numbers. */
export function readEmbeddings(body: unknown): ParsedEmbeddingResponse {
  const { embeddings, meta } = isFields(body) ? body : {}
  const rows = Array.isArray(embeddings) ? embeddings : isFields(embeddings) ? firstList(embeddings) : undefined
  if (rows === undefined) throw new Error("Expected an answer of Cohere's embeddings, but the body has none.")
  return { embeddings: rows.map(vectorOf), usage: meteredUsageOf(meta) }
}

/** Returns the vectors of the most exact type that was asked for. */
function firstList(byType: Readonly<Record<string, unknown>>): readonly unknown[] | undefined {
  const lists = types.map((type) => byType[type]).filter((rows) => Array.isArray(rows))
  return lists.find((rows) => rows.length > 0) ?? lists[0]
}

/** What `embedding_types` can be, the most exact first. */
const types = ['float', 'base64', 'int8', 'uint8', 'binary', 'ubinary'] as const

function vectorOf(row: unknown): number[] {
  if (typeof row === 'string') return floatsOf(row)
  if (Array.isArray(row) && row.length > 0 && row.every((number) => typeof number === 'number')) return row
  throw new Error("Expected a vector in an answer of Cohere's embeddings.")
}

/** Decodes `base64`: 32-bit floats, little-endian. */
function floatsOf(base64: string): number[] {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  if (bytes.length === 0 || bytes.length % 4 !== 0) throw new Error('An embedding is not a list of 32-bit numbers.')
  const view = new DataView(bytes.buffer)
  return Array.from({ length: bytes.length / 4 }, (_, index) => view.getFloat32(index * 4, true))
}
