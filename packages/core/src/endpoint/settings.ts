import type { AzureMLEndpointApiType } from '../messages/api-type.ts'
import {
  type Authorization,
  credentialAuthorization,
  type EndpointApiKey,
  keyAuthorization,
  type TokenCredential,
} from './authorization.ts'
import { hostKindOf, parseEndpointUrl, resolveApiType } from './endpoint-url.ts'
import { environment } from './environment.ts'
import { ConfigurationError } from '../errors/errors.ts'
import type { EmbeddingCodec } from '../formatter/embedding-codec.ts'
import type { ContentCodec, ContentFormatterBase } from '../formatter/formatter.ts'
import type { EndpointHooks } from './hooks.ts'
import { checkHeaders } from './request-headers.ts'
import { secretsInHeaders, secretsInParameters, secretsInUrl, shownUrl } from '../redaction/secret-values.ts'
import { Secrets } from '../redaction/secrets.ts'

/** Where a model is deployed, and how to call it. */
export interface EndpointOptions extends EndpointHooks {
  /** The full invocation URL, path included, as shown on the endpoint's "Consume" tab. @default `AZUREML_ENDPOINT_URL` */
  readonly endpointUrl?: string | URL | undefined
  /**
   * The API type of the endpoint; it must not contradict the URL.
   * @default `AZUREML_ENDPOINT_API_TYPE`, else inferred from the URL's path
   */
  readonly endpointApiType?: AzureMLEndpointApiType | undefined
  /** A key or token, or a function that returns one and is called before every attempt. @default `AZUREML_ENDPOINT_API_KEY` */
  readonly endpointApiKey?: EndpointApiKey | undefined
  /** Entra ID tokens instead of a key; the scope follows from the host. */
  readonly credential?: TokenCredential | undefined
  /**
   * The deployment to call, which bypasses the endpoint's traffic rules.
   * @default `AZUREML_DEPLOYMENT_NAME`, else the traffic rules choose
   */
  readonly deploymentName?: string | undefined
  /** The formatter of the deployed model family: an instance, or the class itself. */
  readonly contentFormatter: ContentFormatterBase | (new () => ContentFormatterBase)
  /** Body parameters of every request, sent unchanged. Named parameters and a call's own `modelKwargs` override them. */
  readonly modelKwargs?: Readonly<Record<string, unknown>> | undefined
  /**
   * Milliseconds to wait for the first byte of the response body, for each attempt; `Infinity` for no limit.
   * @default `AZUREML_TIMEOUT` (in seconds), else 60_000
   */
  readonly timeout?: number | undefined
  /** Milliseconds to wait between two bytes of the response body, streamed or not; `Infinity` for no limit. @default 60_000 */
  readonly idleTimeout?: number | undefined
  /** How many times a failed attempt is retried; never once a byte of the response body has arrived. @default 2 */
  readonly maxRetries?: number | undefined
  /** Additional headers of every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /**
   * The `fetch` to use, for tests, proxies and logging; or `nodeFetch` of `@azureml-endpoints/node-transport`.
   * @default the global `fetch`
   */
  readonly fetch?: typeof fetch | undefined
  /** Allows `http:` URLs of hosts other than loopback, which send the key unencrypted. @default false */
  readonly allowInsecureHttp?: boolean | undefined
}

/** The options of a client, settled and checked. */
export interface Settings {
  readonly url: URL
  /** The URL without secret query parameters. */
  readonly shownUrl: string
  /** Whether `modelKwargs` hold secrets, so that a body is not to be shown as it is. */
  readonly holdsSecretParameters: boolean
  readonly apiType: AzureMLEndpointApiType
  readonly formatter: ContentFormatterBase
  readonly authorization: Authorization
  readonly secrets: Secrets
  readonly headers: Readonly<Record<string, string>>
  /** Only where the host reads it from the body. */
  readonly bodyDeploymentName: string | undefined
  readonly modelKwargs: Readonly<Record<string, unknown>>
  readonly timeout: number
  readonly idleTimeout: number
  readonly maxRetries: number
  readonly fetch: typeof fetch | undefined
  readonly hooks: EndpointHooks
}

/** Settles options and environment, in the order in which a person would correct them. */
export function resolveSettings(options: EndpointOptions): Settings {
  const endpointUrl = options.endpointUrl ?? required('endpointUrl', 'AZUREML_ENDPOINT_URL')
  const url = parseEndpointUrl(endpointUrl, options.allowInsecureHttp ?? false)
  const apiType = resolveApiType(url, options.endpointApiType ?? environment('AZUREML_ENDPOINT_API_TYPE'))
  const formatter = resolveFormatter(options.contentFormatter)
  checkHeaders(options.headers)
  const parameterSecrets = secretsInParameters(options.modelKwargs)
  const secrets = new Secrets().with([...secretsInHeaders(options.headers), ...secretsInUrl(url), ...parameterSecrets])
  const deployment = deploymentOf(options.deploymentName ?? environment('AZUREML_DEPLOYMENT_NAME'), url)
  if (formatter.embeddingCodecs?.[apiType] === undefined) codecOf({ formatter, apiType })
  return {
    url,
    shownUrl: shownUrl(url),
    holdsSecretParameters: parameterSecrets.length > 0,
    apiType,
    formatter,
    authorization: resolveAuthorization(options, url, secrets),
    secrets,
    headers: { ...deployment.headers, ...options.headers },
    bodyDeploymentName: deployment.inBody,
    modelKwargs: frozenJson(options.modelKwargs ?? {}),
    timeout: milliseconds('timeout', options.timeout ?? environmentTimeout() ?? 60_000),
    idleTimeout: milliseconds('idleTimeout', options.idleTimeout ?? 60_000),
    maxRetries: attempts(options.maxRetries ?? 2),
    fetch: options.fetch,
    hooks: { onRequest: options.onRequest, onResponse: options.onResponse, onRetry: options.onRetry },
  }
}

/** Checks a number of milliseconds; `Infinity` means no limit. */
export function milliseconds(setting: string, value: unknown): number {
  if (typeof value === 'number' && value > 0) return value
  throw new ConfigurationError(
    `\`${setting}\` is ${String(value)}; it must be a number of milliseconds above 0, or Infinity for no limit.`,
    { setting },
  )
}

/** Checks a number of retries. */
export function attempts(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value
  throw new ConfigurationError(`\`maxRetries\` is ${String(value)}; it must be a whole number, 0 or more.`, {
    setting: 'maxRetries',
  })
}

/** The formatter's codec for conversations. */
export function codecOf({ formatter, apiType }: Pick<Settings, 'formatter' | 'apiType'>): ContentCodec {
  const codec = formatter.codecs[apiType]
  if (codec === undefined) throw unsupported(formatter, apiType, formatter.codecs, 'speaks')
  return codec
}

/** The formatter's codec for embeddings. */
export function embeddingCodecOf({ formatter, apiType }: Pick<Settings, 'formatter' | 'apiType'>): EmbeddingCodec {
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

function required(option: string, variable: string): string {
  const value = environment(variable)
  if (value !== undefined) return value
  throw new ConfigurationError(`\`${option}\` is missing. Pass it, or set ${variable}.`, { setting: option })
}

function resolveFormatter(given: unknown): ContentFormatterBase {
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

function resolveAuthorization(options: EndpointOptions, url: URL, secrets: Secrets): Authorization {
  const { credential, endpointApiKey } = options
  if (credential !== undefined) {
    if (endpointApiKey === undefined) return credentialAuthorization(credential, url, secrets)
    throw new ConfigurationError(
      '`endpointApiKey` and `credential` are both given. Pass the one that the endpoint takes.',
      {
        setting: 'credential',
      },
    )
  }
  const key = endpointApiKey ?? required('endpointApiKey', 'AZUREML_ENDPOINT_API_KEY')
  return keyAuthorization(key, url, secrets)
}

/** Puts the deployment where the host reads it (azure-wire §3.1): Foundry and Azure OpenAI in the body, all others in a header. */
function deploymentOf(
  name: string | undefined,
  url: URL,
): { headers: Record<string, string>; inBody: string | undefined } {
  if (name === undefined || name === '') return { headers: {}, inBody: undefined }
  const kind = hostKindOf(url)
  if (kind === 'foundry' || kind === 'openai') return { headers: {}, inBody: name }
  if (!/^[\x21-\x7E]+$/.test(name)) {
    throw new ConfigurationError(
      `\`deploymentName\` is ${JSON.stringify(name)}; a deployment's name has letters, digits and dashes only.`,
      { setting: 'deploymentName' },
    )
  }
  return { headers: { 'azureml-model-deployment': name }, inBody: undefined }
}

function environmentTimeout(): number | undefined {
  const seconds = environment('AZUREML_TIMEOUT')
  if (seconds === undefined) return undefined
  if (Number(seconds) > 0) return Number(seconds) * 1000
  throw new ConfigurationError(
    `AZUREML_TIMEOUT is ${JSON.stringify(seconds)}; it must be a number of seconds above 0.`,
    {
      setting: 'timeout',
    },
  )
}

/** Copies and freezes, so that neither a formatter nor the caller's later changes reach another call. */
function frozenJson(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ConfigurationError('`modelKwargs` must be an object of body parameters.', { setting: 'modelKwargs' })
  }
  try {
    return JSON.parse(JSON.stringify(value), (_key, part: unknown) => Object.freeze(part)) as Record<string, unknown>
  } catch (cause) {
    throw new ConfigurationError('`modelKwargs` cannot be written as JSON.', { setting: 'modelKwargs', cause })
  }
}
