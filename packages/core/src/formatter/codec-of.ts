import { ConfigurationError } from '../errors/errors.ts'
import type { AzureMLEndpointApiType } from '../messages/api-type.ts'
import type { EmbeddingCodec } from './embedding-codec.ts'
import type { ContentCodec, ContentFormatterBase } from './formatter.ts'

/** A formatter, and the API type that it is used on. */
interface Used {
  readonly formatter: ContentFormatterBase
  readonly apiType: AzureMLEndpointApiType
}

/** The formatter's codec for conversations. */
export function codecOf({ formatter, apiType }: Used): ContentCodec {
  const codec = formatter.codecs[apiType]
  if (codec === undefined) throw unsupported(formatter, apiType, formatter.codecs, 'speaks')
  return codec
}

/** The formatter's codec for embeddings. */
export function embeddingCodecOf({ formatter, apiType }: Used): EmbeddingCodec {
  const codec = formatter.embeddingCodecs?.[apiType]
  if (codec === undefined) throw unsupported(formatter, apiType, formatter.embeddingCodecs ?? {}, 'makes embeddings on')
  return codec
}

function unsupported(
  { name }: ContentFormatterBase,
  apiType: AzureMLEndpointApiType,
  codecs: object,
  does: string,
): ConfigurationError {
  const spoken = Object.keys(codecs).join(' and ') || 'nothing'
  return new ConfigurationError(
    `Formatter "${name}" ${does} ${spoken}, but the endpoint is ${apiType}. Pass another \`contentFormatter\`, or the \`endpointApiType\` and URL that it is made for.`,
    { setting: 'contentFormatter' },
  )
}

/** Returns the formatter that an option names by an instance or a class. */
export function resolveFormatter(given: unknown): ContentFormatterBase {
  const formatter: unknown = typeof given === 'function' && isConstructor(given) ? new given() : given
  if (isFormatter(formatter)) return formatter
  throw new ConfigurationError(
    '`contentFormatter` is missing or no formatter. Pass one, or its class, such as CustomOpenAIChatContentFormatter from @azureml-endpoints/formatters-openai.',
    { setting: 'contentFormatter' },
  )
}

function isConstructor(given: unknown): given is new () => unknown {
  return typeof given === 'function' && given.prototype !== undefined
}

// By shape and not by instanceof: two copies of core may meet in one program.
function isFormatter(value: unknown): value is ContentFormatterBase {
  if (typeof value !== 'object' || value === null) return false
  const { name, codecs } = value as Partial<ContentFormatterBase>
  return typeof name === 'string' && typeof codecs === 'object' && codecs !== null
}
