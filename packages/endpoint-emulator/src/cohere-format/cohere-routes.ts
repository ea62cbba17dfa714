import { checkChatV2 } from './chat-check.ts'
import { documentsOf, renderEvents, renderWhole } from './chat-answer.ts'
import { embedAll } from '../engine/embedding.ts'
import { embeddingsByType } from './embedding-types.ts'
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
  const texts = asList(body['texts']).map(String)
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
  const named = types.length > 0 ? types : ['float']
  return embeddingsByType(vectors, named, (type) => refuse(`invalid request: '${type}' is not a valid embedding type`))
}

const inputTypes: ReadonlySet<string> = new Set(['search_document', 'search_query', 'classification', 'clustering'])
const sizes: ReadonlySet<unknown> = new Set([256, 512, 1024, 1536])

const embedRules: FieldRules = {
  fields: {
    texts: '[]string',
    images: '[]string',
    model: 'string',
    input_type: 'string',
    inputs: '[]Object',
    max_tokens: 'int',
    output_dimension: 'int',
    embedding_types: '[]Object',
    truncate: 'string',
    priority: 'int',
  },
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
  fields: {
    model: 'string',
    query: 'string',
    documents: '[]string',
    top_n: 'int',
    max_tokens_per_doc: 'int',
    priority: 'int',
  },
  required: ['model', 'query', 'documents'],
}

const rerankV1Rules: FieldRules = {
  fields: {
    model: 'string',
    query: 'string',
    documents: '[]Object',
    top_n: 'int',
    rank_fields: '[]string',
    return_documents: 'bool',
    max_chunks_per_doc: 'int',
  },
  required: ['query', 'documents'],
}
