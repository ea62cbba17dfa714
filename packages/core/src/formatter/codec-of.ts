import { ConfigurationError } from '../errors/configuration-error.ts'
import type { AzureMLEndpointApiType } from '../messages/api-type.ts'
import { adviceForOwnRoute, isKnownFormatter } from './own-routes.ts'
import type { ContentCodec, ContentFormatterBase } from './formatter.ts'

/** A formatter and the API type of the endpoint. */
interface FormatterOnEndpoint {
  readonly formatter: ContentFormatterBase
  readonly apiType: AzureMLEndpointApiType
}

/** Returns the formatter's chat codec for the API type. */
export function codecOf(bound: FormatterOnEndpoint): ContentCodec {
  return codecAmong(bound, bound.formatter.codecs, 'chat')
}

/** Returns the formatter's codec of another operation for the API type. */
export function codecAmong<Codec>(
  { formatter, apiType }: FormatterOnEndpoint,
  codecs: Readonly<Partial<Record<AzureMLEndpointApiType, Codec>>> = {},
  operation: 'chat' | 'embeddings' | 'reranking',
): Codec {
  const codec = codecs[apiType]
  if (codec === undefined) throw unsupported(formatter, apiType, codecs, operation)
  return codec
}

/** Throws if the formatter supports nothing on the API type. */
export function checkCodecs({ formatter, apiType }: FormatterOnEndpoint, url: URL): void {
  const { codecs, embeddingCodecs, rerankCodecs } = formatter
  if ([codecs, embeddingCodecs, rerankCodecs].some((one) => one?.[apiType] !== undefined)) return
  const advice = adviceForOwnRoute(url, formatter.name, 'api')
  throw advice === undefined ? unsupported(formatter, apiType, codecs, 'chat') : wrongFormatter(advice)
}

/** Throws if the route is that of another formatter of this library. */
export function checkRoute({ formatter, apiType }: FormatterOnEndpoint, url: URL, host: 'container' | 'api'): void {
  if (checkedRoutes.has(url)) return
  // Whoever names the API type of `/score` may have put any route of a container behind it.
  const advice = apiType === 'serverless' ? adviceForOwnRoute(url, formatter.name, host) : undefined
  if (advice !== undefined) throw wrongFormatter(advice)
  checkedRoutes.add(url)
}

/** The URLs of clients whose formatter is right, so that a client is checked once and not in every call. */
const checkedRoutes = new WeakSet<URL>()

function wrongFormatter(advice: string): ConfigurationError {
  return new ConfigurationError(advice, { setting: 'contentFormatter' })
}

function unsupported(
  { name }: ContentFormatterBase,
  apiType: AzureMLEndpointApiType,
  codecs: object,
  operation: string,
): ConfigurationError {
  const supported = Object.keys(codecs).join(' and ')
  const problem =
    supported === ''
      ? `does not support ${operation}`
      : `supports ${operation === 'chat' ? '' : `${operation} on `}${supported} only, but the endpoint is ${apiType}`
  const forScore =
    apiType === 'dedicated' && operation === 'chat' && isKnownFormatter(name)
      ? ' Chat models on /score need `CustomOpenAIChatContentFormatter` of @azureml-endpoints/formatters-openai.'
      : ''
  return new ConfigurationError(
    `Formatter "${name}" ${problem}. Pass another \`contentFormatter\`, or the \`endpointApiType\` and URL that it supports.${forScore}`,
    { setting: 'contentFormatter' },
  )
}

/** Returns the formatter that was passed as an instance or as a class. */
export function resolveFormatter(given: unknown): ContentFormatterBase {
  const formatter: unknown = isConstructor(given) ? new given() : given
  if (isFormatter(formatter)) return formatter
  throw new ConfigurationError(
    '`contentFormatter` is missing or not a formatter. Pass a formatter or its class, such as CustomOpenAIChatContentFormatter from @azureml-endpoints/formatters-openai.',
    { setting: 'contentFormatter' },
  )
}

function isConstructor(given: unknown): given is new () => unknown {
  return typeof given === 'function' && given.prototype !== undefined
}

// Checks the shape instead of using instanceof, since a program may contain two copies of core.
function isFormatter(value: unknown): value is ContentFormatterBase {
  if (typeof value !== 'object' || value === null) return false
  const { name, codecs } = value as Partial<ContentFormatterBase>
  return typeof name === 'string' && typeof codecs === 'object' && codecs !== null
}
