import { type EmulatorResponse, jsonResponse } from '../http/response.ts'
import { embedAll, toBase64 } from '../engine/embedding.ts'
import { type Exchange, requireJson } from './exchange.ts'
import { invalidInput, notText } from '../failures/failure.ts'
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
  const number = Number.isInteger(dimensions) ? Number(dimensions) : undefined
  if (number !== undefined && number >= 1 && number <= maxDimensions) return number
  const [type, rest, ctx] =
    number === undefined
      ? ['int_type', 'a valid integer']
      : number < 1
        ? ['greater_than_equal', 'greater than or equal to 1', { ge: 1 }]
        : ['less_than_equal', `less than or equal to ${maxDimensions}`, { le: maxDimensions }]
  throw invalidInput({ type, loc: ['body', 'dimensions'], msg: `Input should be ${rest}`, input: dimensions, ctx })
}

function parseInputs(body: unknown): string[] {
  const input = isObject(body) ? body['input'] : undefined
  if (typeof input === 'string') return [input]
  if (Array.isArray(input) && input.length > 0) {
    if (input.every((one) => typeof one === 'number')) return [input.join(' ')]
    // Some models also take tokens, or an image with its text.
    const wrong = input.findIndex((one) => typeof one !== 'string' && !Array.isArray(one) && !isObject(one))
    if (wrong !== -1) throw notText(input[wrong], ['input', wrong])
    return input.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)))
  }
  throw invalidInput({ type: 'missing', loc: ['body', 'input'], msg: 'Field required', input: body ?? null })
}
