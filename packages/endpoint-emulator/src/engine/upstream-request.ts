import { type JsonObject, asNumber, asString } from '../json/json-value.ts'
import type { EngineRequest } from './engine.ts'
import type { Upstream } from './upstream.ts'

/** Builds the body for the upstream: the caller's, in OpenAI's names, with the model of the options if they name one. */
export function upstreamBody(request: EngineRequest, upstream: Upstream, stream: boolean): JsonObject {
  const { stream: _stream, stream_options: asked, ...body } = request.body
  const usage = stream ? { stream_options: { ...(asked as object | undefined), include_usage: true } } : {}
  // The name that the emulator shows by default is no model of the upstream's.
  const model = upstream.model ?? (asString(body['model']) || undefined)
  return { ...toOpenAINames(body, request), model, stream, ...usage }
}

/**
 * Translates the parameters of the model catalog and of Text Generation Inference, which `/score` and `/generate` take. Those
 * that concern only the form of the response are left out, since the emulator itself makes it.
 */
function toOpenAINames(body: JsonObject, { stop }: EngineRequest): JsonObject {
  const named = Object.fromEntries(Object.entries(body).filter(([name]) => !foreign.has(name)))
  const limit = asNumber(body['max_new_tokens'])
  const hasLimit = named['max_tokens'] !== undefined || named['max_completion_tokens'] !== undefined
  const sequences = asNumber(body['num_return_sequences'])
  return {
    ...named,
    ...(limit === undefined || hasLimit ? {} : { max_tokens: limit }),
    // Sampling switched off is a temperature of 0, whatever temperature stands beside it.
    ...(body['do_sample'] === false ? { temperature: 0 } : {}),
    ...(body['stop'] === undefined && stop.length > 0 ? { stop } : {}),
    ...(sequences === undefined || named['n'] !== undefined ? {} : { n: sequences }),
  }
}

const foreign = new Set([
  'max_new_tokens',
  'do_sample',
  'return_full_text',
  'stop_sequences',
  'num_return_sequences',
  'details',
  'decoder_input_details',
  'watermark',
  'truncate',
])

/** Builds the URL of a route below the base URL, whose query stays. User and password become a header. */
export function upstreamUrl(upstream: Upstream, route: string): { readonly url: string; readonly basic?: string } {
  const url = new URL(upstream.url)
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/${route}`
  url.hash = ''
  const { username, password } = url
  url.username = ''
  url.password = ''
  if (username === '' && password === '') return { url: url.href }
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return { url: url.href, basic: `Basic ${Buffer.from(credentials).toString('base64')}` }
}

/** Shows a URL without what can be a password or a signature. */
export function shownUrl(address: string): string {
  const { origin, pathname } = new URL(address)
  return `${origin}${pathname}`.replace(/\/+$/, '')
}
