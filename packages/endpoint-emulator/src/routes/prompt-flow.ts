import { cutIntoWrites } from '../http/stream-pace.ts'
import { pythonJson } from '../json/python-json.ts'
import { parseChatRequest } from '../openai-format/chat-request.ts'
import { requestDefaults } from './request-defaults.ts'
import { type EngineDelta, collect } from '../engine/engine.ts'
import { runModel } from './run-model.ts'
import { type JsonObject, asList, asString, isObject } from '../json/json-value.ts'
import { type EmulatorResponse, type BodyStep, jsonResponse } from '../http/response.ts'
import { type Exchange, requireJson } from './exchange.ts'
import { ModelFailure, invalidInput } from '../failures/failure.ts'

/** Handles a prompt flow's `/score`: `{question, chat_history}` in, `{answer}` out, streamed if the caller accepts event streams. */
export async function scoreFlow(exchange: Exchange): Promise<EmulatorResponse> {
  const accept = exchange.request.headers['accept'] ?? '*/*'
  const stream = accept.includes('text/event-stream')
  if (stream && exchange.endpoint.options.flowStreams === false) {
    throw new ModelFailure({ kind: 'not-acceptable', accept })
  }
  const request = parseChatRequest(
    { messages: parseFlowInputs(requireJson(exchange.request)) },
    requestDefaults(exchange),
  )
  const output = await runModel(exchange, request, stream)
  if (!stream) return jsonResponse(200, { answer: (await collect(output)).text })
  const headers = { 'content-type': 'text/event-stream; charset=utf-8' }
  const pace = exchange.reply?.pace ?? exchange.deployment.model.pace
  const body = Symbol.iterator in output ? cutIntoWrites(output.flatMap(flowEvents), pace) : streamFlow(output)
  return { status: 200, headers, body }
}

function parseFlowInputs(body: unknown): JsonObject[] {
  const question = isObject(body) ? asString(body['question']) : undefined
  if (!isObject(body) || question === undefined) {
    throw invalidInput({ type: 'missing', loc: ['body', 'question'], msg: 'Field required', input: body ?? null })
  }
  const history = asList(body['chat_history']).filter(isObject).flatMap(parseTurn)
  return [...history, { role: 'user', content: question }]
}

function parseTurn({ inputs, outputs }: JsonObject): JsonObject[] {
  const asked = isObject(inputs) ? asString(inputs['question']) : undefined
  const answered = isObject(outputs) ? asString(outputs['answer']) : undefined
  return [
    ...(asked === undefined ? [] : [{ role: 'user', content: asked }]),
    ...(answered === undefined ? [] : [{ role: 'assistant', content: answered }]),
  ]
}

/** A flow streams its output and then closes the connection, without `[DONE]`. */
function flowEvents({ text }: EngineDelta): string[] {
  return text ? [`data: ${pythonJson({ answer: text })}\n\n`] : []
}

async function* streamFlow(output: AsyncIterable<EngineDelta>): AsyncGenerator<BodyStep> {
  for await (const delta of output) yield flowEvents(delta).join('')
}
