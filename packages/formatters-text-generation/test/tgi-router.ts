import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A stand-in for the router of Text Generation Inference, written from its source: `router/src/server.rs`, `lib.rs`, `sagemaker.rs`. */
export interface TgiRouter {
  readonly url: string
  close(): Promise<void>
}

interface Parameters {
  readonly max_new_tokens?: number | null
  readonly stop?: readonly string[]
  readonly details?: boolean
  readonly decoder_input_details?: boolean
  readonly return_full_text?: boolean | null
  readonly best_of?: number | null
  readonly temperature?: number | null
  readonly top_p?: number | null
  readonly seed?: number | null
}

interface Token {
  readonly id: number
  readonly text: string
  readonly logprob: number
  readonly special: boolean
}

/** Starts the router in front of a model that always generates `words`, and then its end-of-sequence token. */
export async function startTgiRouter(words: readonly string[], fullText = true): Promise<TgiRouter> {
  const server = createServer((request, response) => void answer(request, response, { words, fullText }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url, close: () => closed(server) }
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}

interface Model {
  readonly words: readonly string[]
  /** The default of `return_full_text` on the compatible routes: whether the model's pipeline tag is `text-generation`. */
  readonly fullText: boolean
}

async function answer(request: IncomingMessage, response: ServerResponse, model: Model): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const path = request.url ?? ''
  const {
    inputs,
    parameters = {},
    stream = false,
  } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as {
    inputs: string
    parameters?: Parameters
    stream?: boolean
  }
  const isCompatible = path === '/' || path === '/invocations'
  if (!isCompatible && path !== '/generate' && path !== '/generate_stream') return void response.writeHead(404).end()
  const asked = isCompatible
    ? { ...parameters, return_full_text: parameters.return_full_text ?? model.fullText }
    : parameters
  const streams = path === '/generate_stream' || (isCompatible && stream)
  const problem = problemWith(inputs, asked, streams)
  if (streams) return sendStream(response, { inputs, parameters: asked, model, problem })
  response.setHeader('content-type', 'application/json')
  if (problem !== undefined) return void response.writeHead(422).end(JSON.stringify(validationError(problem)))
  const whole = wholeAnswer({ inputs, parameters: asked, model })
  response.end(JSON.stringify(isCompatible ? [whole] : whole))
}

interface Generation {
  readonly inputs: string
  readonly parameters: Parameters
  readonly model: Model
}

function problemWith(inputs: string, parameters: Parameters, streams: boolean): string | undefined {
  const { temperature, top_p: topP, max_new_tokens: limit, stop = [], best_of: bestOf } = parameters
  if (streams && (bestOf ?? 1) !== 1) return '`best_of` != 1 is not supported when streaming tokens'
  if (streams && parameters.decoder_input_details)
    return '`decoder_input_details` == true is not supported when streaming tokens'
  if ((temperature ?? 1) <= 0) return '`temperature` must be strictly positive'
  if (topP !== undefined && topP !== null && (topP <= 0 || topP >= 1)) return '`top_p` must be > 0.0 and < 1.0'
  if (limit === 0) return '`max_new_tokens` must be strictly positive'
  if (stop.length > 4) return `\`stop\` supports up to 4 stop sequences. Given: ${stop.length}`
  return inputs === '' ? '`inputs` cannot be empty' : undefined
}

function validationError(problem: string): object {
  return { error: `Input validation error: ${problem}`, error_type: 'validation' }
}

function generate({ parameters, model }: Generation): { tokens: Token[]; text: string; reason: string } {
  const all = [...model.words.map((text) => ({ text, special: false })), { text: '</s>', special: true }]
  const tokens: Token[] = []
  let text = ''
  for (const { text: piece, special } of all) {
    tokens.push({ id: tokens.length + 5, text: piece, logprob: -0.5, special })
    if (!special) text += piece
    const stopped = (parameters.stop ?? []).some((one) => one !== '' && text.endsWith(one))
    if (special || stopped) return { tokens, text, reason: special ? 'eos_token' : 'stop_sequence' }
    if (tokens.length === parameters.max_new_tokens) break
  }
  return { tokens, text, reason: 'length' }
}

function wholeAnswer(generation: Generation): object {
  const { inputs, parameters } = generation
  const { tokens, text, reason } = generate(generation)
  const prefill = parameters.decoder_input_details
    ? inputs.split(' ').map((word, id) => ({ id, text: word, logprob: null }))
    : []
  const details = {
    finish_reason: reason,
    generated_tokens: tokens.length,
    seed: parameters.seed ?? null,
    prefill,
    tokens,
  }
  return {
    generated_text: parameters.return_full_text ? inputs + text : text,
    ...((parameters.details || parameters.decoder_input_details) && { details }),
  }
}

async function sendStream(
  response: ServerResponse,
  { problem, ...generation }: Generation & { readonly problem: string | undefined },
): Promise<void> {
  const { inputs, parameters } = generation
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
  if (problem !== undefined) return void response.end(`data:${JSON.stringify(validationError(problem))}\n\n`)
  const { tokens, text, reason } = generate(generation)
  const input_length = inputs.split(' ').length
  const details = {
    finish_reason: reason,
    generated_tokens: tokens.length,
    seed: parameters.seed ?? null,
    input_length,
  }
  response.write(':\n\n')
  for (const [position, token] of tokens.entries()) {
    const isLast = position === tokens.length - 1
    const event = {
      index: position + 1,
      token,
      generated_text: isLast ? (parameters.return_full_text ? inputs + text : text) : null,
      details: isLast && parameters.details ? details : null,
    }
    response.write(`data:${JSON.stringify(event)}\n\n`)
  }
  response.end()
}
