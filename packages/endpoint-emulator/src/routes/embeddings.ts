import { type EmulatorResponse, jsonResponse } from '../http/response.ts'
import { embedAll, toBase64 } from '../engine/embedding.ts'
import { type Exchange, requireJson } from './exchange.ts'
import { invalidInput, notInteger, notText, tooLarge, tooSmall } from '../failures/failure.ts'
import { type JsonObject, asString, isObject } from '../json/json-value.ts'
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
  const size = parseDimensions(dimensions) ?? exchange.endpoint.options.embeddingDimensions ?? 64
  const vectors = embedAll(inputs, size)
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

const maxDimensions = 8_192

function parseDimensions(dimensions: unknown): number | undefined {
  if (dimensions === undefined || dimensions === null) return undefined
  if (typeof dimensions !== 'number' || !Number.isInteger(dimensions)) {
    throw invalidInput(notInteger(dimensions, 'dimensions'))
  }
  if (dimensions < 1) throw invalidInput(tooSmall(dimensions, 'dimensions', 1))
  if (dimensions > maxDimensions) throw invalidInput(tooLarge(dimensions, 'dimensions', maxDimensions))
  return dimensions
}

function parseInputs(body: unknown): string[] {
  const input = isObject(body) ? body['input'] : undefined
  if (typeof input === 'string') return [input]
  if (Array.isArray(input) && input.length > 0) {
    if (input.every((one) => typeof one === 'number')) return [input.join(' ')]
    // Some models also take tokens, or an image with its text.
    const wrong = input.findIndex((one) => typeof one !== 'string' && !Array.isArray(one) && !isObject(one))
    if (wrong !== -1) throw invalidInput(notText(input[wrong], ['input', wrong]))
    return input.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)))
  }
  throw invalidInput({ type: 'missing', loc: ['body', 'input'], msg: 'Field required', input: body ?? null })
}
