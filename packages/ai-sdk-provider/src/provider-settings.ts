import type { EndpointOptions } from '@azureml-endpoints/core'

/**
 * Where a provider's models live and how they are spoken to. All of it is optional: what is missing is read from the
 * environment on first use. There is no `maxRetries` here, since `ai` does the retrying: pass it to `generateText` and the like.
 */
export interface AzureMLProviderSettings extends Omit<EndpointOptions, 'contentFormatter' | 'maxRetries'> {
  /**
   * How the deployed family of models is spoken to: an instance or the class itself.
   * @default CustomOpenAIChatContentFormatter
   */
  readonly contentFormatter?: EndpointOptions['contentFormatter'] | undefined
  /**
   * URLs that the deployment fetches by itself, by media type; `ai` downloads all others and sends their bytes along.
   * @default http and https URLs of images and audio with the OpenAI formatters, none with others
   */
  readonly supportedUrls?: Readonly<Record<string, RegExp[]>> | undefined
  /**
   * Whether the text deltas that came in one network read are joined into one: far cheaper where the endpoint is faster
   * than the program, and of no effect where every delta is a packet of its own.
   * @default false
   */
  readonly coalesceDeltas?: boolean | undefined
  /** The number of values that one embedding request may hold; `embedMany` makes as many requests as it takes. @default 96 */
  readonly maxEmbeddingsPerCall?: number | undefined
  /** Whether `embedMany` may have several requests under way at a time. @default true */
  readonly supportsParallelCalls?: boolean | undefined
}
