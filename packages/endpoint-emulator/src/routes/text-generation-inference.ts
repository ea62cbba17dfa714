import { parseTextRequest } from '../openai-format/chat-request.ts'
import { requestDefaults } from './request-defaults.ts'
import { collect } from '../engine/engine.ts'
import { runModel } from './run-model.ts'
import { asString, isObject } from '../json/json-value.ts'
import { type EmulatorResponse, jsonResponse } from '../http/response.ts'
import { type Exchange, requireJson } from './exchange.ts'

/** Handles `/generate` of Text Generation Inference: `{inputs, parameters}` in, `{generated_text}` out. */
export async function generate(exchange: Exchange): Promise<EmulatorResponse> {
  const body = requireJson(exchange.request)
  const prompt = isObject(body) ? asString(body['inputs']) : undefined
  const parameters = isObject(body) && isObject(body['parameters']) ? body['parameters'] : {}
  const request = parseTextRequest({ ...parameters, prompt }, requestDefaults(exchange))
  const { text } = await collect(await runModel(exchange, request, false))
  return jsonResponse(200, { generated_text: parameters['return_full_text'] === true ? `${prompt} ${text}` : text })
}
