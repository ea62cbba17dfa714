import type { JSONObject } from '@ai-sdk/provider'
import {
  endpointOptionNames,
  type EndpointOptions,
  formatterOptionNames,
  type FormatterOptions,
  isFields,
} from '@azureml-endpoints/core'
import type { AzureMLMetadataExtractor } from './metadata-extractor.ts'
import { booleanRule, checked, functionRule, type Rule, type Rules } from './option-rules.ts'
import { rejectUnknownSettings } from './unknown-names.ts'

/**
 * Where the models of a provider are deployed, and how to call them. All of it is optional: what is missing is read from the
 * environment on first use. There are no `maxRetries` and `onRetry`, because the AI SDK retries: pass `maxRetries` to
 * `generateText` and the like. The options of formatters need a `contentFormatter` that is a class, or none: the formatter is
 * constructed with them. An instance takes its options in its own constructor.
 */
export interface AzureMLProviderSettings
  extends Omit<EndpointOptions, 'contentFormatter' | 'maxRetries' | 'onRetry'>, FormatterOptions {
  /**
   * The name of the provider in telemetry, where its models are `<name>.chat`, `<name>.embedding` and `<name>.reranking`; the key
   * of options and metadata is always `azureML`.
   * @default 'azure-ml'
   */
  readonly name?: string | undefined
  /**
   * The formatter of the deployed model family: an instance, or the class itself.
   * @default `CustomOpenAIChatContentFormatter`; for reranking, and embeddings at `/v1/embed` or `/v2/embed`, Cohere's format
   */
  readonly contentFormatter?: EndpointOptions['contentFormatter'] | undefined
  /**
   * URLs that the deployment fetches itself, by media type; the AI SDK downloads all others and sends their bytes.
   * @default http and https URLs of images, audio and videos with `CustomOpenAIChatContentFormatter` and
   * `MistralChatContentFormatter`, none with others
   */
  readonly supportedUrls?: Readonly<Record<string, RegExp[]>> | undefined
  /**
   * Whether to join the text deltas that arrive in one network read: far cheaper if the endpoint is faster than the program,
   * without effect if every delta is a packet of its own.
   * @default false
   */
  readonly coalesceDeltas?: boolean | undefined
  /**
   * Changes the body of each language model call before it is sent, for hosts that want other names, more fields or fewer. To add
   * fields only, use `modelKwargs`.
   */
  readonly transformRequestBody?: ((body: JSONObject) => JSONObject) | undefined
  /** Reads more metadata from the answers of language models, for `providerMetadata`. */
  readonly metadataExtractor?: AzureMLMetadataExtractor | undefined
  /** The maximum number of values in an embedding request; `embedMany` splits longer lists. @default 96 */
  readonly maxEmbeddingsPerCall?: number | undefined
  /** Whether `embedMany` may send several requests at once. @default true */
  readonly supportsParallelCalls?: boolean | undefined
}

type OwnSettings = Omit<AzureMLProviderSettings, keyof EndpointOptions | keyof FormatterOptions>

const ownRules: Rules<OwnSettings> = {
  name: [(value) => typeof value === 'string', 'a string'],
  supportedUrls: [isPatterns, 'an object with a list of regular expressions for each media type'],
  coalesceDeltas: booleanRule,
  transformRequestBody: functionRule,
  metadataExtractor: [isExtractor, 'an object with the functions extractMetadata and createStreamExtractor'],
  maxEmbeddingsPerCall: [
    (value) => value === Infinity || (Number.isInteger(value) && Number(value) > 0),
    'a whole number from 1',
  ],
  supportsParallelCalls: booleanRule,
}

/** The names of core's options; the AI SDK retries instead of core. */
const endpointNames = new Set([...endpointOptionNames].filter((name) => name !== 'maxRetries' && name !== 'onRetry'))

/** The names of all settings. */
export const settingNames: ReadonlySet<string> = new Set([
  ...endpointNames,
  ...Object.keys(ownRules),
  ...formatterOptionNames,
])

/**
 * Checks what needs neither the environment nor the formatter: the names of all settings, and the values of the provider's own.
 * @throws ConfigurationError for settings that nobody reads.
 * @throws InvalidArgumentError for wrong values.
 */
export function checkSettings(settings: AzureMLProviderSettings): void {
  rejectUnknownSettings(settings, settingNames)
  for (const [name, rule] of Object.entries(ownRules) as [keyof OwnSettings, Rule][]) {
    const value = settings[name]
    if (value !== undefined) checked(name, value, rule)
  }
}

/** Returns core's part of the settings. */
export function endpointOptions(settings: AzureMLProviderSettings): Partial<EndpointOptions> {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => endpointNames.has(name)))
}

function isPatterns(value: unknown): boolean {
  const lists = isFields(value) ? Object.values(value) : [value]
  return lists.every((list) => Array.isArray(list) && list.every((pattern) => pattern instanceof RegExp))
}

function isExtractor(value: unknown): boolean {
  return (
    isFields(value) && ['extractMetadata', 'createStreamExtractor'].every((name) => typeof value[name] === 'function')
  )
}
