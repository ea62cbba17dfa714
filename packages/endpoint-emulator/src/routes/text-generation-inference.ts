import { readTextRequest } from '../openai-format/chat-request.ts'
import { readingContext } from './request-defaults.ts'
import { collect } from '../engine/engine.ts'
import { runModel } from './run-model.ts'
import { asString, isObject } from '../json/json-value.ts'
import { type Answer, jsonAnswer } from '../http/response.ts'
import { type Exchange, requireJson } from './exchange.ts'

/** Answers `/generate` of Text Generation Inference: `{inputs, parameters}` in, `{generated_text}` out. */
export async function generate(exchange: Exchange): Promise<Answer> {
  const body = requireJson(exchange.request)
  const prompt = isObject(body) ? asString(body['inputs']) : undefined
  const parameters = isObject(body) && isObject(body['parameters']) ? body['parameters'] : {}
  const request = readTextRequest({ ...parameters, prompt }, readingContext(exchange))
  const { text } = await collect(await runModel(exchange, request, false))
  return jsonAnswer(200, { generated_text: parameters['return_full_text'] === true ? `${prompt} ${text}` : text })
}
