import { checkChatV2 } from './chat-check.ts'
import { documentsOf, renderEvents, renderWhole } from './chat-answer.ts'
import { embedAll, toBase64 } from '../engine/embedding.ts'
import { collect } from '../engine/engine.ts'
import { countTokens } from '../engine/tokens.ts'
import { type EmulatorResponse, jsonResponse } from '../http/response.ts'
import { cutIntoWrites } from '../http/stream-pace.ts'
import { type JsonObject, asList, isObject } from '../json/json-value.ts'
import { parseChatRequest } from '../openai-format/chat-request.ts'
import { checkFields, type FieldRules, refuse } from './request-check.ts'
import { type Exchange, requireJson } from '../routes/exchange.ts'
import { requestDefaults } from '../routes/request-defaults.ts'
import { runModel } from '../routes/run-model.ts'

/** Handles version 2 of Cohere's chat. */
export async function cohereChatV2(exchange: Exchange): Promise<EmulatorResponse> {
  const body = checkChatV2(requireJson(exchange.request))
  const request = parseChatRequest(inOpenAIWords(body), requestDefaults(exchange))
  const result = await collect(await runModel(exchange, request, false))
  const answer = { id: crypto.randomUUID(), choice: result, usage: result.usage, documents: documentsOf(body) }
  if (body['stream'] !== true) return jsonResponse(200, renderWhole(answer))
  const pace = exchange.reply?.pace ?? exchange.deployment.model.pace
  const headers = { 'content-type': 'text/event-stream; charset=utf-8' }
  return { status: 200, headers, body: cutIntoWrites(renderEvents(answer), pace) }
}

function inOpenAIWords(body: JsonObject): JsonObject {
  const { stop_sequences: stop, tool_choice: choice, response_format: format, thinking, ...rest } = body
  const schema = isObject(format) ? format['json_schema'] : undefined
  const thinks = isObject(thinking) && thinking['type'] === 'enabled'
  return {
    ...rest,
    stop,
    tool_choice: choice === 'REQUIRED' ? 'required' : choice === 'NONE' ? 'none' : undefined,
    response_format: schema === undefined ? format : { type: 'json_schema', json_schema: { schema } },
    ...(thinks && { reasoning_effort: 'high' }),
  }
}

/** Handles version 2 of Cohere's embeddings. */
export async function cohereEmbedV2(exchange: Exchange): Promise<EmulatorResponse> {
  const body = checkFields(requireJson(exchange.request), embedRules)
  const texts = asList(body['texts']).filter((text) => typeof text === 'string')
  if (!inputTypes.has(String(body['input_type']))) {
    refuse('invalid request: valid input_type must be provided with the provided model')
  }
  if (texts.length === 0) refuse('invalid request: one of texts, images or inputs must be provided')
  if (texts.length > 96) {
    refuse(`invalid request: total number of texts must be at most 96 - received ${texts.length}`)
  }
  const asked = body['output_dimension'] ?? undefined
  if (asked !== undefined && !sizes.has(asked)) {
    refuse('invalid request: output_dimension must be one of 256, 512, 1024, 1536')
  }
  const size = asked ?? exchange.endpoint.options.embeddingDimensions ?? 64
  const vectors = embedAll(texts, Number(size)).map((vector) => Array.from(exchange.reply?.embedding ?? vector))
  const meta = { api_version: { version: '2' }, billed_units: { input_tokens: countTokens(texts.join(' ')) } }
  const answer = { id: crypto.randomUUID(), texts, embeddings: byType(vectors, body['embedding_types']), meta }
  return jsonResponse(200, { ...answer, response_type: 'embeddings_by_type' })
}

function byType(vectors: readonly number[][], asked: unknown): JsonObject {
  const types = asList(asked).map(String)
  const entries = (types.length > 0 ? types : ['float']).map((type): [string, unknown] => {
    const encode = encodings.get(type) ?? refuse(`invalid request: '${type}' is not a valid embedding type`)
    return [type, vectors.map(encode)]
  })
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

const inputTypes: ReadonlySet<string> = new Set(['search_document', 'search_query', 'classification', 'clustering'])
const sizes: ReadonlySet<unknown> = new Set([256, 512, 1024, 1536])

const embedRules: FieldRules = {
  known: new Set(
    'texts images model input_type inputs max_tokens output_dimension embedding_types truncate priority'.split(' '),
  ),
  required: ['model', 'input_type'],
}

/** Handles Cohere's reranking; version 1 needs no model and takes objects with a text too. */
export function cohereRerank(version: '1' | '2'): (exchange: Exchange) => Promise<EmulatorResponse> {
  return async (exchange) => {
    const body = checkFields(requireJson(exchange.request), version === '1' ? rerankV1Rules : rerankV2Rules)
    const { query, return_documents: returned } = body
    const most = Number(body['top_n'] ?? Infinity)
    const fields = version === '1' ? rankFieldsOf(body) : []
    const given = asList(body['documents'])
    const documents = given.map((document) => textOf(document, fields))
    if (typeof query !== 'string' || query.trim() === '') {
      refuse('invalid request: query must not be empty or be only whitespace')
    }
    if (documents.length === 0) refuse('invalid request: list of documents must not be empty')
    const empty = documents.indexOf('')
    if (empty !== -1) refuse(`invalid request: document at index ${empty} cannot be empty`)
    if (!(most >= 1)) refuse('invalid request: top_n must be at least 1')
    const ranked = rank(query, documents).slice(0, most)
    const results =
      returned === true ? ranked.map((one) => ({ document: asDocument(given[one.index]), ...one })) : ranked
    const meta = { api_version: { version }, billed_units: { search_units: Math.ceil(documents.length / 100) } }
    return jsonResponse(200, { id: crypto.randomUUID(), results, meta })
  }
}

/** The fields of a document that count, each once. */
function rankFieldsOf(body: JsonObject): readonly string[] {
  const fields = [...new Set(asList(body['rank_fields']).map(String))]
  return fields.length > 0 ? fields : ['text']
}

function textOf(document: unknown, fields: readonly string[]): string {
  if (typeof document === 'string') return document
  const texts = isObject(document) ? fields.map((field) => document[field]) : []
  if (texts.length > 0 && texts.every((text) => typeof text === 'string')) return texts.join('\n')
  return refuse('invalid request: documents must be texts')
}

/** A document as it is returned: its own fields, or its text. */
function asDocument(document: unknown): unknown {
  return typeof document === 'string' ? { text: document } : document
}

/** Texts that share words with the query come first. */
function rank(query: string, documents: readonly string[]): { index: number; relevance_score: number }[] {
  const [wanted = [], ...vectors] = embedAll([query, ...documents], 256)
  const results = vectors.map((vector, index) => {
    const product = vector.reduce((sum, number, at) => sum + number * (wanted[at] ?? 0), 0)
    return { index, relevance_score: Math.min(1, Math.max(0, product)) }
  })
  return results.toSorted((one, other) => other.relevance_score - one.relevance_score)
}

const rerankV2Rules: FieldRules = {
  known: new Set('model query documents top_n max_tokens_per_doc priority'.split(' ')),
  required: ['model', 'query', 'documents'],
}

const rerankV1Rules: FieldRules = {
  known: new Set('model query documents top_n rank_fields return_documents max_chunks_per_doc'.split(' ')),
  required: ['query', 'documents'],
}
