import { parseChatRequest } from '../openai-format/chat-request.ts'
import { requestDefaults } from '../routes/request-defaults.ts'
import { embedAll } from '../engine/embedding.ts'
import { embeddingsByType, embeddingTypes } from './embedding-types.ts'
import { collect } from '../engine/engine.ts'
import { runModel } from '../routes/run-model.ts'
import { countTokens } from '../engine/tokens.ts'
import { type JsonObject, asList, asString, isObject } from '../json/json-value.ts'
import { type EmulatorResponse, jsonResponse } from '../http/response.ts'
import { type Exchange, requireJson } from '../routes/exchange.ts'
import { invalidInput, notList, notOneOf, requireTextItems } from '../failures/failure.ts'

/** Handles Cohere's own chat route; it streams JSON lines. */
export async function cohereChat(exchange: Exchange): Promise<EmulatorResponse> {
  const body = requireJson(exchange.request)
  const message = isObject(body) ? asString(body['message']) : undefined
  if (!isObject(body) || message === undefined) {
    throw invalidInput({ type: 'missing', loc: ['body', 'message'], msg: 'Field required', input: body ?? null })
  }
  const history = asList(body['chat_history']).filter(isObject).map(parseTurn)
  const messages = [...history, { role: 'user', content: message }]
  const asked = { ...body, messages, tools: undefined, stop: body['stop_sequences'] }
  const result = await collect(await runModel(exchange, parseChatRequest(asked, requestDefaults(exchange)), false))
  const { prompt_tokens: input, completion_tokens: output, total_tokens: total } = result.usage
  const answer = {
    response_id: crypto.randomUUID(),
    text: result.text,
    generation_id: crypto.randomUUID(),
    finish_reason: result.finishReason === 'length' ? 'MAX_TOKENS' : 'COMPLETE',
    token_count: { prompt_tokens: input, response_tokens: output, total_tokens: total, billed_tokens: total },
    meta: { api_version: { version: '1' }, billed_units: { input_tokens: input, output_tokens: output } },
  }
  return body['stream'] === true ? streamLines(answer) : jsonResponse(200, answer)
}

/** Handles Cohere's own embedding route. With `embedding_types` it answers by type, without them with a list of vectors. */
export async function cohereEmbed(exchange: Exchange): Promise<EmulatorResponse> {
  const body = requireJson(exchange.request)
  const given = isObject(body) ? asList(body['texts']) : []
  if (!isObject(body) || given.length === 0) {
    throw invalidInput({ type: 'missing', loc: ['body', 'texts'], msg: 'Field required', input: body ?? null })
  }
  const texts = requireTextItems(given, ['texts'])
  const size = exchange.endpoint.options.embeddingDimensions ?? 64
  const vectors = embedAll(texts, size).map((vector) => exchange.reply?.embedding ?? vector)
  const meta = { api_version: { version: '1' }, billed_units: { input_tokens: countTokens(texts.join(' ')) } }
  const names = typesIn(body['embedding_types'])
  const isTyped = names.length > 0
  const embeddings = isTyped ? embeddingsByType(vectors, names, rejectType) : vectors
  const answer = { id: crypto.randomUUID(), texts, embeddings, meta }
  return jsonResponse(200, { ...answer, response_type: isTyped ? 'embeddings_by_type' : 'embeddings_floats' })
}

function typesIn(types: unknown): readonly string[] {
  if (types === undefined || types === null) return []
  if (!Array.isArray(types)) throw invalidInput(notList(types, 'embedding_types'))
  return types.map(String)
}

function rejectType(type: string): never {
  throw invalidInput(notOneOf(type, 'embedding_types', embeddingTypes))
}

function parseTurn({ role, message }: JsonObject): JsonObject {
  return { role: role === 'CHATBOT' ? 'assistant' : role === 'SYSTEM' ? 'system' : 'user', content: message }
}

function streamLines(answer: JsonObject): EmulatorResponse {
  const lines = [
    { is_finished: false, event_type: 'stream-start', generation_id: answer['generation_id'] },
    { is_finished: false, event_type: 'text-generation', text: answer['text'] },
    { is_finished: true, event_type: 'stream-end', finish_reason: answer['finish_reason'], response: answer },
  ]
  const body = lines.map((line) => `${JSON.stringify(line)}\n`)
  return { status: 200, headers: { 'content-type': 'application/stream+json' }, body }
}
