import { type EngineRequest } from '../engine/engine.ts'
import type { Endpoint } from '../gateways/endpoint.ts'
import { type EmulatorResponse, jsonResponse } from '../http/response.ts'
import { type JsonObject, asList, asString, isObject } from '../json/json-value.ts'
import { parseChatRequest } from '../openai-format/chat-request.ts'
import { findInputProblem, inputItems } from '../responses-format/input-rules.ts'
import { findParameterProblem } from '../responses-format/parameter-rules.ts'
import { missing, rejection } from '../responses-format/problem.ts'
import type { ResponseIdentity } from '../responses-format/response-envelope.ts'
import { ResponseStream } from '../responses-format/response-stream.ts'
import { StoredResponses } from '../responses-format/stored-responses.ts'
import { toChatBody } from '../responses-format/to-chat-body.ts'
import { eventStream } from './event-stream.ts'
import { type Exchange, requireJson } from '../routes/exchange.ts'
import { requestDefaults } from '../routes/request-defaults.ts'
import { runModel } from '../routes/run-model.ts'

/** Handles OpenAI's Responses API. */
export async function responses(exchange: Exchange): Promise<EmulatorResponse> {
  const body = requireJson(exchange.request)
  if (!isObject(body)) throw rejection({ message: 'We could not parse the JSON body of your request.' })
  const stored = storedBy(exchange.endpoint)
  const items = checkedItems(body, stored)
  const chat = parseChatRequest(toChatBody(body, items), requestDefaults(exchange))
  const request: EngineRequest = { ...chat, reasoning: reasoningOf(body, chat), thinksBeforeCalls: true }
  const output = await runModel(exchange, request, body['stream'] === true)
  const stream = new ResponseStream(identify(exchange, body))
  const store = (): void => {
    if (body['store'] !== false) stored.add(stream.end(), items)
  }
  if (body['stream'] === true)
    return eventStream(output, { piece: (delta) => stream.piece(delta), close: () => closed(stream, store) }, exchange)
  // A whole response is the last event of a stream.
  if (Symbol.iterator in output) for (const delta of output) stream.piece(delta)
  else for await (const delta of output) stream.piece(delta)
  closed(stream, store)
  return jsonResponse(200, stream.end())
}

/** A model that always reasons is one whose options say so. */
function reasoningOf({ reasoning }: JsonObject, chat: EngineRequest): EngineRequest['reasoning'] {
  const effort = isObject(reasoning) ? (reasoning['effort'] ?? 'medium') : undefined
  if (effort === 'none') return 'off'
  return effort !== undefined || chat.reasoning !== 'off' ? 'field' : 'off'
}

function closed(stream: ResponseStream, store: () => void): string[] {
  const events = stream.close()
  store()
  return events
}

function checkedItems(body: JsonObject, stored: StoredResponses): readonly JsonObject[] {
  const problem = findParameterProblem(body)
  if (problem !== undefined) throw rejection(problem)
  const given = inputItems(body['input'])
  if (given === undefined) throw rejection(missing('input'))
  const previous = body['previous_response_id'] ?? undefined
  const earlier = previous === undefined ? [] : stored.conversation(previous)
  if (earlier === undefined) {
    const message = `Previous response with id '${String(previous)}' not found.`
    throw rejection({ message, param: 'previous_response_id', code: 'previous_response_not_found' })
  }
  const items = given.map((item) => (isObject(item) ? stored.resolve(item) : item))
  const all = [...earlier, ...items]
  const wrong = findInputProblem({ given: items, all, isStored: (item) => stored.has(item) })
  if (wrong !== undefined) throw rejection(wrong)
  return all as readonly JsonObject[]
}

function identify({ number, reply, deployment }: Exchange, body: JsonObject): ResponseIdentity {
  const { reasoning, include, model } = body
  return {
    number,
    model: reply?.model ?? deployment.model.model ?? String(model),
    created: Math.floor(Date.now() / 1000),
    body,
    encrypts: asList(include).includes('reasoning.encrypted_content'),
    summarizes: isObject(reasoning) && asString(reasoning['summary']) !== undefined,
  }
}

const stores = new WeakMap<Endpoint, StoredResponses>()

function storedBy(endpoint: Endpoint): StoredResponses {
  const known = stores.get(endpoint) ?? new StoredResponses()
  stores.set(endpoint, known)
  return known
}
