import type { EndpointOptions } from '@azureml-endpoints/core'
import { type AzureMLFormatterOptions, formatterOptionNames } from './formatter-options.ts'
import { rejectUnknownSettings } from './unknown-names.ts'

/**
 * Where the models of a provider are deployed, and how to call them. All of it is optional: what is missing is read from the
 * environment on first use. There are no `maxRetries` and `onRetry`, because the AI SDK retries: pass `maxRetries` to
 * `generateText` and the like.
 */
export interface AzureMLProviderSettings
  extends Omit<EndpointOptions, 'contentFormatter' | 'maxRetries' | 'onRetry'>, AzureMLFormatterOptions {
  /**
   * The name of the provider in telemetry, where its models are `<name>.chat` and `<name>.embedding`; the key of options and
   * metadata is `azureML` all the same.
   * @default 'azure-ml'
   */
  readonly name?: string | undefined
  /**
   * The formatter of the deployed model family: an instance, or the class itself.
   * @default CustomOpenAIChatContentFormatter
   */
  readonly contentFormatter?: EndpointOptions['contentFormatter'] | undefined
  /**
   * URLs that the deployment fetches itself, by media type; the AI SDK downloads all others and sends their bytes.
   * @default http and https URLs of images, audio and videos with the OpenAI formatters, none with others
   */
  readonly supportedUrls?: Readonly<Record<string, RegExp[]>> | undefined
  /**
   * Whether to join the text deltas that arrive in one network read: far cheaper if the endpoint is faster than the program,
   * without effect if every delta is a packet of its own.
   * @default false
   */
  readonly coalesceDeltas?: boolean | undefined
  /** The maximum number of values in an embedding request; `embedMany` splits longer lists. @default 96 */
  readonly maxEmbeddingsPerCall?: number | undefined
  /** Whether `embedMany` may send several requests at once. @default true */
  readonly supportsParallelCalls?: boolean | undefined
}

type FormatterOption = keyof AzureMLFormatterOptions

const ownNames: Readonly<
  Record<Exclude<keyof AzureMLProviderSettings, keyof EndpointOptions | FormatterOption>, true>
> = {
  name: true,
  supportedUrls: true,
  coalesceDeltas: true,
  maxEmbeddingsPerCall: true,
  supportsParallelCalls: true,
}
const endpointNames: Readonly<Record<Exclude<keyof EndpointOptions, 'maxRetries' | 'onRetry'>, true>> = {
  endpointUrl: true,
  endpointApiType: true,
  endpointApiKey: true,
  credential: true,
  deploymentName: true,
  contentFormatter: true,
  modelKwargs: true,
  timeout: true,
  idleTimeout: true,
  headers: true,
  fetch: true,
  allowInsecureHttp: true,
  onRequest: true,
  onResponse: true,
}
const settingNames: ReadonlySet<string> = new Set([
  ...Object.keys(endpointNames),
  ...Object.keys(ownNames),
  ...formatterOptionNames,
])

/**
 * Returns core's part of the settings.
 * @throws ConfigurationError for settings that nobody reads.
 */
export function endpointOptions(settings: AzureMLProviderSettings): Partial<EndpointOptions> {
  rejectUnknownSettings(settings, settingNames)
  const entries = Object.entries(settings)
  return Object.fromEntries(
    entries.filter(([name, value]) => value !== undefined && Object.hasOwn(endpointNames, name)),
  )
}
