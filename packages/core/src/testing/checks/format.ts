import type { ChatRequest } from '../../messages/chat.ts'
import type { ConfigurationError } from '../../errors/errors.ts'
import type { ContentCodec } from '../../formatter/formatter.ts'
import type { RequestContext } from '../../formatter/request-context.ts'
import { show, type TestedCodec, violation } from './rule.ts'
import { copyOf } from '../values/json-copy.ts'

/** What a codec makes of a request: a body, or a refusal. */
export type Formatted =
  | { readonly body: unknown; readonly refusal?: undefined }
  | { readonly body?: undefined; readonly refusal: ConfigurationError }

/** Gives the codec itself. It is looked up each time, as the client does. */
export function codecOf(codec: TestedCodec): ContentCodec {
  const { formatter, apiType } = codec
  const found = formatter.codecs[apiType]
  if (found === undefined) throw violation(codec, 'formatRequest', `is missing: there is no codec for ${apiType}.`)
  return found
}

/** Has a codec make a body; anything that is neither a body nor a `ConfigurationError` is a violation. */
export function format(codec: TestedCodec, request: ChatRequest, context: Partial<RequestContext> = {}): Formatted {
  const made = formatRaw(codec, copyOf(request), contextOf(codec, copyOf(context)))
  if (made.refusal !== undefined) return made
  return { body: asJson(codec, made.body) }
}

/** As `format`, with the body as the codec gave it, and with no copies made of what it is given. */
export function formatRaw(codec: TestedCodec, request: ChatRequest, context: RequestContext): Formatted {
  let body: unknown
  try {
    body = codecOf(codec).formatRequest(request, context)
  } catch (error) {
    if (isConfigurationError(error)) return { refusal: error }
    throw violation(codec, 'formatRequest', `threw ${describe(error)} Only a ConfigurationError may leave it.`)
  }
  if (isPromise(body)) throw violation(codec, 'formatRequest', 'gave a promise; formatters are synchronous.')
  if (typeof body === 'object' && body !== null) return { body }
  const hint = typeof body === 'string' ? ': JSON text? Give the value itself, core writes the JSON.' : '.'
  throw violation(codec, 'formatRequest', `gave ${kindOf(body)} instead of a body${hint}`)
}

/** Has a codec make a body of what no codec may refuse. */
export function formatAlways(codec: TestedCodec, request: ChatRequest, context: Partial<RequestContext> = {}): unknown {
  const { body, refusal } = format(codec, request, context)
  if (refusal === undefined) return body
  throw violation(codec, 'formatRequest', `refused what every formatter carries: ${refusal.message}`)
}

/** The contexts that a codec has to do with: a stream only where it can stream. */
export function contextsOf(codec: TestedCodec): readonly Partial<RequestContext>[] {
  return codecOf(codec).openStream === undefined ? [{ stream: false }] : [{ stream: false }, { stream: true }]
}

/** Completes a context; the URL is one that the formatter was recorded at. */
export function contextOf({ apiType, exchanges }: TestedCodec, context: Partial<RequestContext>): RequestContext {
  const recorded = exchanges.find((exchange) => exchange.context?.url !== undefined)?.context?.url
  const url = context.url ?? recorded ?? defaultUrls[apiType]
  return { stream: false, modelKwargs: {}, ...context, apiType, url: new URL(url) }
}

/** URLs for formatters whose exchanges name none. */
const defaultUrls: Readonly<Record<TestedCodec['apiType'], string>> = {
  dedicated: 'https://my-endpoint.westeurope.inference.ml.azure.com/score',
  serverless: 'https://my-endpoint.westeurope.models.ai.azure.com/v1/chat/completions',
}

/** Describes something thrown. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return `${show(error)}.`
  return `${error.name}: ${error.message.replace(/[.\s]*$/, '.')}`
}

/** Names the kind of a value that is not what it should be. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing (undefined)'
  if (value === null) return 'null'
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`
}

/** Tells whether a method has answered asynchronously. Its failure, if it fails, is not the one to report. */
export function isPromise(value: unknown): value is PromiseLike<unknown> {
  if (typeof value !== 'object' || value === null || !('then' in value) || typeof value.then !== 'function')
    return false
  ;(value as PromiseLike<unknown>).then(undefined, () => {})
  return true
}

// By name and not by instanceof: two copies of core may meet in one program.
function isConfigurationError(error: unknown): error is ConfigurationError {
  return error instanceof Error && error.name === 'ConfigurationError'
}

function asJson(codec: TestedCodec, body: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(body))
  } catch (error) {
    throw violation(codec, 'formatRequest', `gave a body that JSON cannot carry: ${describe(error)}`)
  }
}
