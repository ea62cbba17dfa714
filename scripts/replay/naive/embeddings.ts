import { arrayOf, type JSONObject, objectOf, stringOf } from '../json.ts'
import { type NaiveAnswer, openaiUsage } from './naive-answer.ts'

/** Reads vectors in OpenAI's format, in the order of their indexes. */
export function readEmbeddings(body: JSONObject): NaiveAnswer {
  const items = arrayOf(body['data']).map(objectOf)
  const embeddings = items.toSorted((a, b) => Number(a['index']) - Number(b['index'])).map(({ embedding }) => embedding)
  return {
    text: '',
    toolCalls: [],
    embeddings: embeddings.map(vectorOf),
    usage: openaiUsage(body['usage']),
    model: stringOf(body['model']),
  }
}

/** Reads a vector, which some clients ask for as base64 of 32-bit floats. */
function vectorOf(embedding: unknown): unknown {
  if (typeof embedding !== 'string') return embedding
  const bytes = Buffer.from(embedding, 'base64')
  return Array.from({ length: bytes.length / 4 }, (_, position) => bytes.readFloatLE(position * 4))
}
