import { cutIntoWrites } from '../http/stream-pace.ts'
import { pythonJson } from '../json/python-json.ts'
import { readChatRequest } from '../openai-format/chat-request.ts'
import { readingContext } from './request-defaults.ts'
import { type EngineDelta, collect } from '../engine/engine.ts'
import { runModel } from './run-model.ts'
import { type JsonObject, asList, asString, isObject } from '../json/json-value.ts'
import { type Answer, type BodyStep, jsonAnswer } from '../http/response.ts'
import { type Exchange, requireJson } from './exchange.ts'
import { ModelFailure, invalidInput } from '../failures/failure.ts'

/** Answers a prompt flow's `/score`: `{question, chat_history}` in, `{answer}` out, streamed when the caller accepts only that. */
export async function scoreFlow(exchange: Exchange): Promise<Answer> {
  const accept = exchange.request.headers['accept'] ?? '*/*'
  const stream = accept.includes('text/event-stream')
  if (stream && exchange.endpoint.options.flowStreams === false) {
    throw new ModelFailure({ kind: 'not-acceptable', accept })
  }
  const request = readChatRequest({ messages: readFlowInputs(requireJson(exchange.request)) }, readingContext(exchange))
  const output = await runModel(exchange, request, stream)
  if (!stream) return jsonAnswer(200, { answer: (await collect(output)).text })
  const headers = { 'content-type': 'text/event-stream; charset=utf-8' }
  const pace = exchange.reply?.pace ?? exchange.deployment.model.pace
  const body = Symbol.iterator in output ? cutIntoWrites(output.flatMap(flowEvents), pace) : streamFlow(output)
  return { status: 200, headers, body }
}

function readFlowInputs(body: unknown): JsonObject[] {
  const question = isObject(body) ? asString(body['question']) : undefined
  if (!isObject(body) || question === undefined) {
    throw invalidInput({ type: 'missing', loc: ['body', 'question'], msg: 'Field required', input: body ?? null })
  }
  const history = asList(body['chat_history']).filter(isObject).flatMap(readTurn)
  return [...history, { role: 'user', content: question }]
}

function readTurn({ inputs, outputs }: JsonObject): JsonObject[] {
  const asked = isObject(inputs) ? asString(inputs['question']) : undefined
  const answered = isObject(outputs) ? asString(outputs['answer']) : undefined
  return [
    ...(asked === undefined ? [] : [{ role: 'user', content: asked }]),
    ...(answered === undefined ? [] : [{ role: 'assistant', content: answered }]),
  ]
}

/** A flow streams its output's pieces and then closes the socket; there is no `[DONE]`. */
function flowEvents({ text }: EngineDelta): string[] {
  return text ? [`data: ${pythonJson({ answer: text })}\n\n`] : []
}

async function* streamFlow(output: AsyncIterable<EngineDelta>): AsyncGenerator<BodyStep> {
  for await (const delta of output) yield flowEvents(delta).join('')
}
