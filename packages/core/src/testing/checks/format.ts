import type { ChatRequest } from '../../messages/chat-request.ts'
import type { ConfigurationError } from '../../errors/configuration-error.ts'
import type { ContentCodec } from '../../formatter/formatter.ts'
import type { RequestContext } from '../../formatter/request-context.ts'
import { show, type TestedCodec, violation } from './rule.ts'
import { copyOf } from '../values/json-copy.ts'

/** The result of formatting a request: a body, or a refusal. */
export type Formatted =
  | { readonly body: unknown; readonly refusal?: undefined }
  | { readonly body?: undefined; readonly refusal: ConfigurationError }

/** Returns the codec. It is looked up each time, as in the client. */
export function codecOf(codec: TestedCodec): ContentCodec {
  const { formatter, apiType } = codec
  const found = formatter.codecs[apiType]
  if (found === undefined) throw violation(codec, 'formatRequest', `is missing: there is no codec for ${apiType}.`)
  return found
}

/** Formats a request; anything other than a body or a `ConfigurationError` is a violation. */
export function format(codec: TestedCodec, request: ChatRequest, context: Partial<RequestContext> = {}): Formatted {
  const formatted = formatRequired(codec, copyOf(request), contextOf(codec, copyOf(context)))
  if (formatted.refusal !== undefined) return formatted
  return { body: asJson(codec, formatted.body) }
}

/** Like `formatRaw`, but adds `maxTokens` where the format has no default, and the refusal says so. */
export function formatRequired(codec: TestedCodec, request: ChatRequest, context: RequestContext): Formatted {
  const formatted = formatRaw(codec, request, context)
  const isMissing = formatted.refusal?.setting === 'maxTokens' && request.maxTokens === undefined
  return isMissing ? formatRaw(codec, { ...request, maxTokens: 1024 }, context) : formatted
}

/** Like `format`, but returns the body unchanged and passes the arguments without copying them. */
export function formatRaw(codec: TestedCodec, request: ChatRequest, context: RequestContext): Formatted {
  let body: unknown
  try {
    body = codecOf(codec).formatRequest(request, context)
  } catch (error) {
    if (isConfigurationError(error)) return { refusal: error }
    throw violation(codec, 'formatRequest', `threw ${describe(error)} It may throw only a ConfigurationError.`)
  }
  if (isPromise(body)) throw violation(codec, 'formatRequest', 'returned a promise; formatters must be synchronous.')
  if (typeof body === 'object' && body !== null) return { body }
  const hint = typeof body === 'string' ? ': JSON text? Return the value itself; core serializes it.' : '.'
  throw violation(codec, 'formatRequest', `returned ${kindOf(body)} instead of a body${hint}`)
}

/** Formats a request that no codec may refuse. */
export function formatAlways(codec: TestedCodec, request: ChatRequest, context: Partial<RequestContext> = {}): unknown {
  const { body, refusal } = format(codec, request, context)
  if (refusal === undefined) return body
  throw violation(codec, 'formatRequest', `refused a request that every formatter must support: ${refusal.message}`)
}

/** Returns the contexts to test a codec with: streaming only if it can stream. */
export function contextsOf(codec: TestedCodec): readonly Partial<RequestContext>[] {
  return codecOf(codec).openStream === undefined ? [{ stream: false }] : [{ stream: false }, { stream: true }]
}

/** Completes a context; its URL is that of a recorded exchange, if one has a URL. */
export function contextOf({ apiType, exchanges }: TestedCodec, context: Partial<RequestContext>): RequestContext {
  const recorded = exchanges.find((exchange) => exchange.context?.url !== undefined)?.context?.url
  const url = context.url ?? recorded ?? defaultUrls[apiType]
  return { stream: false, modelKwargs: {}, ...context, apiType, url: new URL(url) }
}

/** URLs for formatters whose exchanges have none. */
const defaultUrls: Readonly<Record<TestedCodec['apiType'], string>> = {
  dedicated: 'https://my-endpoint.westeurope.inference.ml.azure.com/score',
  serverless: 'https://my-endpoint.westeurope.models.ai.azure.com/v1/chat/completions',
}

/** Describes a thrown value. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return `${show(error)}.`
  return `${error.name}: ${error.message.replace(/[.\s]*$/, '.')}`
}

/** Describes the type of an unexpected value. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing (undefined)'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

/** Returns whether a method returned a promise, and ignores its rejection, which is not the error to report. */
export function isPromise(value: unknown): value is PromiseLike<unknown> {
  if (typeof value !== 'object' || value === null || !('then' in value) || typeof value.then !== 'function')
    return false
  ;(value as PromiseLike<unknown>).then(undefined, () => {})
  return true
}

/** Checks the name instead of using instanceof, since a program may contain two copies of core. */
export function isConfigurationError(error: unknown): error is ConfigurationError {
  return error instanceof Error && error.name === 'ConfigurationError'
}

function asJson(codec: TestedCodec, body: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(body))
  } catch (error) {
    throw violation(codec, 'formatRequest', `returned a body that JSON cannot represent: ${describe(error)}`)
  }
}
