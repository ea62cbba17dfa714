import { type EmulatorResponse, jsonResponse } from '../http/response.ts'
import { embedAll, toBase64 } from '../engine/embedding.ts'
import { type Exchange, requireJson } from './exchange.ts'
import { invalidInput } from '../failures/failure.ts'
import { type JsonObject, asNumber, asString, isObject } from '../json/json-value.ts'
import { countTokens } from '../engine/tokens.ts'
import { postUpstream } from '../engine/upstream-engine.ts'

/** Handles `/embeddings` and `/images/embeddings`. */
export async function embeddings(exchange: Exchange): Promise<EmulatorResponse> {
  const body = requireJson(exchange.request)
  const inputs = parseInputs(body)
  const { upstream, model } = exchange.deployment.model
  if (upstream !== undefined) {
    const target = typeof upstream === 'string' ? { url: upstream } : upstream
    return jsonResponse(200, await postUpstream('embeddings', body as JsonObject, target, exchange.signal))
  }
  const { dimensions, encoding_format: format, model: asked } = body as JsonObject
  const size = Math.min(asNumber(dimensions) ?? exchange.endpoint.options.embeddingDimensions ?? 64, 8_192)
  const vectors = embedAll(inputs, Math.max(1, Math.floor(size)))
  const data = vectors.map((made, index) => {
    const vector = exchange.reply?.embedding ?? made
    return { index, object: 'embedding', embedding: format === 'base64' ? toBase64(vector) : vector }
  })
  const tokens = countTokens(inputs.join(' '))
  const name = exchange.reply?.model ?? (asString(asked) || (model ?? 'azureml-emulator'))
  return jsonResponse(200, {
    object: 'list',
    data,
    model: name,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  })
}

function parseInputs(body: unknown): string[] {
  const input = isObject(body) ? body['input'] : undefined
  if (typeof input === 'string') return [input]
  if (Array.isArray(input) && input.length > 0) {
    return input.every((one) => typeof one === 'number')
      ? [input.join(' ')]
      : input.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)))
  }
  throw invalidInput({ type: 'missing', loc: ['body', 'input'], msg: 'Field required', input: body ?? null })
}
