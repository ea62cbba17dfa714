import { cutIntoWrites } from '../http/stream-pace.ts'
import { pythonJson } from '../json/python-json.ts'
import { parseChatRequest } from '../openai-format/chat-request.ts'
import { requestDefaults } from './request-defaults.ts'
import { type EngineDelta, collect } from '../engine/engine.ts'
import { runModel } from './run-model.ts'
import { type JsonObject, asList, asString, isObject } from '../json/json-value.ts'
import { type EmulatorResponse, type BodyStep, jsonResponse } from '../http/response.ts'
import { type Exchange, requireJson } from './exchange.ts'
import { ModelFailure } from '../failures/failure.ts'

/**
 * Handles a prompt flow's `/score`: `{question, chat_history}` in, `{answer}` and the flow's other outputs out, streamed if the
 * caller accepts event streams.
 */
export async function scoreFlow(exchange: Exchange): Promise<EmulatorResponse> {
  const { flowStreams = true, flowOutputs = {} } = exchange.endpoint.options
  const accept = exchange.request.headers['accept'] ?? '*/*'
  const stream = flowStreams && accept.includes('text/event-stream')
  if (!stream && !/\*\/\*|application\/(json|\*)/.test(accept))
    throw new ModelFailure({ kind: 'not-acceptable', accept })
  const request = parseChatRequest(
    { messages: parseFlowInputs(requireJson(exchange.request)) },
    requestDefaults(exchange),
  )
  const output = await runModel(exchange, request, stream)
  if (!stream) return jsonResponse(200, { answer: (await collect(output)).text, ...flowOutputs })
  const headers = { 'content-type': 'text/event-stream; charset=utf-8' }
  const pace = exchange.reply?.pace ?? exchange.deployment.model.pace
  const first = Object.keys(flowOutputs).length > 0 ? [flowEvent(flowOutputs)] : []
  const body =
    Symbol.iterator in output
      ? cutIntoWrites([...first, ...output.flatMap(answerEvents)], pace)
      : streamFlow(first, output)
  return { status: 200, headers, body }
}

function parseFlowInputs(body: unknown): JsonObject[] {
  const question = isObject(body) ? asString(body['question']) : undefined
  if (!isObject(body) || question === undefined) {
    throw new ModelFailure({
      kind: 'model',
      status: 400,
      message: `Required input fields ['question'] are missing in request data ${pythonJson(body)}`,
    })
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

/** A flow streams its answer and then closes the connection, without `[DONE]`. */
function answerEvents({ text }: EngineDelta): string[] {
  return text ? [flowEvent({ answer: text })] : []
}

function flowEvent(outputs: JsonObject): string {
  return `data: ${pythonJson(outputs)}\n\n`
}

async function* streamFlow(first: readonly string[], output: AsyncIterable<EngineDelta>): AsyncGenerator<BodyStep> {
  yield first.join('')
  for await (const delta of output) yield answerEvents(delta).join('')
}
